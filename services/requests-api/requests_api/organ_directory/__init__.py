"""The organs that take applications, for whoever wants to apply; anybody may read it."""
