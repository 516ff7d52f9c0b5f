"""How an application becomes a case, and how its receipt is confirmed (条例29, 31)."""
