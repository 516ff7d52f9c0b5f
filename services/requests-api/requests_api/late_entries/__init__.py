"""What was entered later than it happened: shown, and confirmed by a second person."""
