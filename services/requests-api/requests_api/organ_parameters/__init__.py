"""What an organ decides for itself where the law leaves it open."""
