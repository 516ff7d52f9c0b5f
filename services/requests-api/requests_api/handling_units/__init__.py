"""Who handles a file beside the one who is responsible: units of the office, and other organs."""
