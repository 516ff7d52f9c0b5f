"""Nothing becomes public without the review of this very version by people of every level."""
