"""Reading an applicant in the clear: for a reason, and on record (个人信息保护法)."""
