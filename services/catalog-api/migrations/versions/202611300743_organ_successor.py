"""An organ that ended names the one that took over.

A nullable column: old code goes on beside it.
"""

import sqlalchemy as sa
from alembic import op

revision = "202611300743"
down_revision = "202611281200"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organs", sa.Column("successor_id", sa.Uuid(), nullable=True))
    # Organs are few and the column is empty: the constraint is checked at once.
    op.create_foreign_key(
        op.f("fk_organs_successor_id"), "organs", "organs", ["successor_id"], ["id"]
    )


def downgrade() -> None:
    op.drop_column("organs", "successor_id")
