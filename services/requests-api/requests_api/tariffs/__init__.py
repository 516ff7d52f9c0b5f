"""The tariff of the information processing fee as data, and what an amount is made of."""
