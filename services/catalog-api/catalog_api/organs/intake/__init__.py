"""Whether an organ takes applications for information, by which channels and where."""
