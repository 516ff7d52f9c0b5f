"""Migrations of requests-api; what they share stands in gongkai.db.migrations."""

from gongkai.db.migrations import run
from requests_api.db import metadata

run("requests", metadata)
