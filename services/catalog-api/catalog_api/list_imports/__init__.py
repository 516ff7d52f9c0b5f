"""Filling a published list from a CSV file, and looking its names up again."""
