"""For whom somebody stands in is found at once."""

from alembic import op
from sqlalchemy import text

revision = "202611302172"
down_revision = "202611302171"
branch_labels = None
depends_on = None

INDEX, TABLE = "ix_reference_people_substitute", "reference_people"


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index(INDEX, TABLE, if_exists=True, postgresql_concurrently=True)
        op.create_index(
            INDEX,
            TABLE,
            ["substitute"],
            postgresql_where=text("substitute IS NOT NULL"),
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    op.drop_index(INDEX, table_name=TABLE)
