"""Consulting third parties and other organs (条例32, 34): a letter, its clock, its answer."""
