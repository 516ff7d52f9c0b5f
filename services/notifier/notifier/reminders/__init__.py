"""Planned steps of a deadline's policy: planned, sent once, withdrawn."""
