"""A file on paper: cover, what each procedure came to, letters and history in one document."""
