"""What happened to a file, in sentences: for the office, and as its applicant is told."""
