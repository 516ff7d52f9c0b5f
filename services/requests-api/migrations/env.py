"""Migrations of requests-api; what they share stands in gongkai.db.migrations."""

from gongkai.db import migrations
from requests_api.db import metadata

migrations.run("requests", metadata)
