"""Notes of the office on a file: internal, sealed, and never shown to the applicant."""
