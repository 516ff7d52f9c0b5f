"""Migrations of notifier; the address comes from GONGKAI_NOTIFIER_MIGRATION_DATABASE_URL."""

from gongkai.db import migrations
from notifier.db import metadata

migrations.run("notifier", metadata)
