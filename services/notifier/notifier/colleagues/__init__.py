"""Among whom an office chooses who is responsible for a case."""
