"""Entries that another system keeps: told one by one or in bulk, known by source, id and organ."""
