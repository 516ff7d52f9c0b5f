"""Migrations of notifier; what they share stands in gongkai.db.migrations."""

from gongkai.db import migrations
from notifier.db import metadata

migrations.run("notifier", metadata)
