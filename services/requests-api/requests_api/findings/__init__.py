"""What screening found in what leaves with a reply, its own text too, and who answers for it."""
