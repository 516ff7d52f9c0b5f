"""External ids of lists are unique by source and organ: two organs keep their own systems.

The new index first, outside of the transaction, so that nobody waits and nothing is doubled.
"""

from alembic import op

revision = "202611300935"
down_revision = "202611300743"
branch_labels = None
depends_on = None

_OLD = ("uq_task_lists_source_external_id", ["source", "external_id"])
_NEW = ("uq_task_lists_external_of_organ", ["source", "external_id", "organ_id"])


def upgrade() -> None:
    _replace(_OLD[0], *_NEW)


def downgrade() -> None:
    _replace(_NEW[0], *_OLD)


def _replace(old: str, name: str, columns: list[str]) -> None:
    with op.get_context().autocommit_block():
        op.drop_index(name, if_exists=True, postgresql_concurrently=True)  # of a broken attempt
        op.create_index(name, "task_lists", columns, unique=True, postgresql_concurrently=True)
        op.drop_index(old, if_exists=True, postgresql_concurrently=True)
