"""The HTTP side of every service: one module per convention of docs/architecture.md."""
