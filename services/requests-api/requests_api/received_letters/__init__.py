"""Letters as their applicant reads them, with receipt number and access code."""
