"""Who is responsible for a case."""
