"""Links between files: the same information, the same applicant, what follows what."""
