"""Ways out of the platform: one adapter for each, which renders, sends and judges failures."""
