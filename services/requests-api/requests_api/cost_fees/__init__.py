"""Costs of searching, copying and posting, as the 条例 of 2007 lets charge (Art. 27, 28)."""
