"""The code lists of this service with what an office calls each code."""
