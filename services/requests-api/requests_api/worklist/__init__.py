"""Worklists: the cases that a caller sees, filtered, nearest deadline first."""
