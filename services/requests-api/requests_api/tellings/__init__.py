"""The office tells an applicant whom no mail reaches, by post or at the counter."""
