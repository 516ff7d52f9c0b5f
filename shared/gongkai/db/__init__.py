"""PostgreSQL access: models' base, sessions with one owner of the transaction, roles, migrations."""

from gongkai.db.base import Base, new_id
from gongkai.db.database import Database, after_commit

__all__ = ["Base", "Database", "after_commit", "new_id"]
