"""Extending the period for the answer (条例33, DL-02)."""
