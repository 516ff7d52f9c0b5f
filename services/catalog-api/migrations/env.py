"""Migrations of catalog-api; what they share stands in gongkai.db.migrations."""

from catalog_api.db import metadata
from gongkai.db import migrations

migrations.run("catalog", metadata)
