"""Asking somebody in writing and waiting: a notice is given, delivered, answered within a period.

What the notices of an application share: each is a feature above, with its own answer and what
follows from it (条例30 补正, 32 and 34 征求意见, 35 说明理由, 42 收费).
"""
