"""Contracts and technical mechanisms that the three Gongkai services share."""
