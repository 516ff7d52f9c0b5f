"""Publishing what was reviewed, with its index number, and withdrawing it again."""
