"""Entries: pieces of information of a kind, in versions, with what may be done with each."""
