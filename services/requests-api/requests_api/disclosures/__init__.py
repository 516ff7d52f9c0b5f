"""What oversight does not see, and the applicant, disclosed for a reason that goes on record."""
