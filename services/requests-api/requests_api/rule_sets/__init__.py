"""The texts by which clocks run: those that ship, and local ones that were loaded as data."""
