"""People, deadlines and the notifications without which no deadline passes."""
