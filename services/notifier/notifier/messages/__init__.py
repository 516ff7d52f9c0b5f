"""What people are told: a cause, a template and facts, from which the words are made."""
