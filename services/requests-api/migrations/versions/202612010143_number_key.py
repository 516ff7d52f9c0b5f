"""The index by which lists are sorted by number: the sequence by its value, 2 before 10.

It takes the place of the one by characters; code of before sorts without an index meanwhile.
"""

import sqlalchemy as sa
from alembic import op

revision = "202612010143"
down_revision = "202612010133"
branch_labels = None
depends_on = None

NEW, OLD, TABLE = "ix_matters_number_key", "ix_matters_number_order", "matters"
KEY = (
    r"coalesce(substring(number, '^(.*?)\d+号$') || lpad(substring(number, '(\d+)号$'), 9, '0'),"
    " number, '')"
)


def _replace(old: str, new: str, key: str) -> None:
    with op.get_context().autocommit_block():
        op.drop_index(new, TABLE, if_exists=True, postgresql_concurrently=True)  # of a broken one
        op.create_index(new, TABLE, ["organ_id", sa.text(key), "id"], postgresql_concurrently=True)
        op.drop_index(old, TABLE, if_exists=True, postgresql_concurrently=True)


def upgrade() -> None:
    _replace(OLD, NEW, KEY)


def downgrade() -> None:
    _replace(NEW, OLD, "coalesce(number, '')")
