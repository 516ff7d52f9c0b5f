"""When to remind of a deadline, and whom: policies as data."""
