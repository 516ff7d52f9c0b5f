"""Where an applicant is reached: told to the notifier when it sends, and on the case's record."""
