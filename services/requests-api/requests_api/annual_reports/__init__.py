"""The annual report: its tables as data, table three from cases, and the check of a report."""
