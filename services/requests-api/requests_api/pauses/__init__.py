"""Pausing the clock of a local text that knows it: force majeure (DL-45)."""
