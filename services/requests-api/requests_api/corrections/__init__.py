"""Correcting an unclear application: asked for once, and a new term from its receipt (条例30)."""
