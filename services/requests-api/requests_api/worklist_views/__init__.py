"""The worklists that a person keeps: filters and order under a name of their own."""
