"""The index of the files of which the applicant has yet to be told something.

Built without a lock on the table, so that the office goes on meanwhile.
"""

import sqlalchemy as sa
from alembic import op

revision = "202612010117"
down_revision = "202612010116"
branch_labels = None
depends_on = None

INDEX = "ix_matters_untold"


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index(INDEX, if_exists=True, postgresql_concurrently=True)  # of a broken attempt
        op.create_index(
            INDEX,
            "matters",
            ["organ_id", "due_order", "id"],
            postgresql_where=sa.text("untold IS NOT NULL"),
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index(INDEX, table_name="matters", if_exists=True, postgresql_concurrently=True)
