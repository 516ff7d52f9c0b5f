"""Files that belong to an application: what the applicant hands in, what the office adds."""
