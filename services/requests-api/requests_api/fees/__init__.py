"""Information processing fees: the tariff as data, and what an amount is made of."""
