"""The file of a case, put together from what each procedure keeps of it."""
