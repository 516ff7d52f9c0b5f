"""Replies: drafted with their evidence, approved by a second person, issued, delivered."""
