"""What the applicant needs the information for, as the 条例 of 2007 asks (Art. 13)."""
