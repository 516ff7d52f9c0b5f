"""Field encryption, blind indexes, signed tokens, access codes and the hash chain of events."""
