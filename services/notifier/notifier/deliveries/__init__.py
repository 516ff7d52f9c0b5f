"""Messages on their way out, by whatever channel: with attempts, pauses and dead letters."""
