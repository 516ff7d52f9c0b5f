"""Who applies: kinds of applicant, identity documents, and how their data is hidden."""
