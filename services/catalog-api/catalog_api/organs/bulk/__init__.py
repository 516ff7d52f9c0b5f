"""Many organs at once, by the ids of their source."""
