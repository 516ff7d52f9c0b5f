"""What a list says row by row."""
