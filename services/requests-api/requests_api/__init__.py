"""requests-api: cases of people who apply for government information."""
