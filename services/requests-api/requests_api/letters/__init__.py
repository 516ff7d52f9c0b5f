"""Letters of an application: drawn up from its record, numbered, sealed, served."""
