"""The application for information as a kind of matter: its table, states, clock and procedure."""
