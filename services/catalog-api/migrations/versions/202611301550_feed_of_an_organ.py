"""The feed of an organ is found among those of all others."""

from alembic import op

revision = "202611301550"
down_revision = "202611300935"
branch_labels = None
depends_on = None

INDEX, TABLE = "ix_feed_entries_organ", "feed_entries"


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index(INDEX, TABLE, if_exists=True, postgresql_concurrently=True)
        op.create_index(INDEX, TABLE, ["organ_id", "xid", "id"], postgresql_concurrently=True)


def downgrade() -> None:
    op.drop_index(INDEX, table_name=TABLE)
