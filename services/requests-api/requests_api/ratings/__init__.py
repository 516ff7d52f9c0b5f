"""What applicants make of how they were answered: once, by a score, and a text where they like."""
