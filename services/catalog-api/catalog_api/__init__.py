"""catalog-api: organs, calendar notices and published lists."""
