"""Clients of servers outside the platform."""
