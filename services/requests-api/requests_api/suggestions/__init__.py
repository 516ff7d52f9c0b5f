"""What a file has to do with others: duplicates, near duplicates, and what is published already."""
