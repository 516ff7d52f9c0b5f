"""Extending the period for the answer: asked by the clerk, agreed by the head (条例33, DL-02)."""
