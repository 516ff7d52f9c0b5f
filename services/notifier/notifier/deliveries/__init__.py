"""Notifications on their way out: e-mail with attempts, backoff and dead letters."""
