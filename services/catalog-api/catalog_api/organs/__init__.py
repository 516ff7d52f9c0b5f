"""Organs: the directory and the tree that every other service projects."""
