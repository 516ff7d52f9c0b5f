"""Deadlines whose announcements are gathered.

A column with a default of the database: old code goes on beside it.
"""

import sqlalchemy as sa
from alembic import op

revision = "202611300930"
down_revision = "202611281200"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "deadlines",
        sa.Column("is_gathered", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    )


def downgrade() -> None:
    op.drop_column("deadlines", "is_gathered")
