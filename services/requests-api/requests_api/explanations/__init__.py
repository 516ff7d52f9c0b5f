"""Asking an applicant of very many applications for reasons, and the reasons given (条例35)."""
