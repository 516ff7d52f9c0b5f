"""Putting an applicant's contact data right, on record and without effect on codes for a week."""
