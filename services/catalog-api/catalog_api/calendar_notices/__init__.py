"""Holiday notices: the days that the State Council or a region moves, with their provenance."""
