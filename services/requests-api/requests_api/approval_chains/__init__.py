"""Through whose hands a reply goes before it is issued: the levels of its approval, by organ."""
