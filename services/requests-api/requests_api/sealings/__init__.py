"""Texts that an older release wrote in the clear are sealed, a few at a time (ADR 0030)."""
