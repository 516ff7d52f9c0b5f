"""Kinds of information: what each consists of, as JSON Schema in versions; data, never code."""
