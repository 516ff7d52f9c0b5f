"""Who looked for applicants by document or phone: on record, for those who oversee it."""
