"""A case ends without a reply, never without a word; abandoned with good reason, it goes on."""
