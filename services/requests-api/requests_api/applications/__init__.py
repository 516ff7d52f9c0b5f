"""The applicant's side: file an application, follow it, withdraw it, read the reply."""
