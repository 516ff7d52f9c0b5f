"""Who of an office is absent, and who stands in meanwhile."""
