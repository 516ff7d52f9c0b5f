"""A day in place of the term, for very many applications with good reason (条例35, DL-11)."""
