"""The applicant's key to one application: receipt number and access code."""
