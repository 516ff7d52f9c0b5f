"""PostgreSQL access: the models' base, sessions that own their transaction, migrations."""

from gongkai.db.base import Base, new_id
from gongkai.db.database import Bell, Database, after_commit, after_rollback, ring_after_commit

__all__ = [
    "Base",
    "Bell",
    "Database",
    "after_commit",
    "after_rollback",
    "new_id",
    "ring_after_commit",
]
