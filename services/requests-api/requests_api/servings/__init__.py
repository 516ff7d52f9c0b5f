"""How what went out reached whom it went to: served, come back, served again."""
