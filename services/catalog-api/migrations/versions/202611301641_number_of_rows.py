"""A row is known by its number and part.

The new index first, outside of the transaction, so that nobody waits and nothing is doubled.
"""

from alembic import op

revision = "202611301641"
down_revision = "202611301640"
branch_labels = None
depends_on = None

_OLD = ("uq_task_list_rows_list_id_seq", ["list_id", "seq"])
_NEW = ("uq_task_list_rows_number", ["list_id", "seq", "part"])


def upgrade() -> None:
    _replace(_OLD[0], *_NEW)


def downgrade() -> None:
    op.execute("DELETE FROM task_list_rows WHERE part > 1")
    _replace(_NEW[0], *_OLD)


def _replace(old: str, name: str, columns: list[str]) -> None:
    with op.get_context().autocommit_block():
        op.drop_index(name, if_exists=True, postgresql_concurrently=True)  # of a broken attempt
        op.create_index(name, "task_list_rows", columns, unique=True, postgresql_concurrently=True)
        op.drop_index(old, if_exists=True, postgresql_concurrently=True)
