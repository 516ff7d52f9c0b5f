"""Lists of duties: task lists, field lists and responsibility lists with their rows."""
