"""Notifications as their recipients read them."""
