"""Migrations of catalog-api; the address comes from GONGKAI_CATALOG_MIGRATION_DATABASE_URL."""

from catalog_api.db import metadata
from gongkai.db import migrations

migrations.run("catalog", metadata)
