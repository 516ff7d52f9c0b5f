"""Files of an entry: each belongs to the versions that name it, and is reviewed with them."""
