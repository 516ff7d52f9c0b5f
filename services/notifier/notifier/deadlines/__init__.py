"""The projection of every deadline of the platform."""
