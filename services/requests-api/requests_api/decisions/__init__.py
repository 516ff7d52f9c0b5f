"""Decisions on an application, the evidence each demands, and where the annual report counts it."""
