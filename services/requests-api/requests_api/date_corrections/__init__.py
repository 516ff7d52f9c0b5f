"""A day that was entered wrongly is put right on record, by the head, who is told what moves."""
