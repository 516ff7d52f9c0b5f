"""Who works where, in which roles, and how they are reached."""
