"""Whether the title of a matter may be told beyond the office.

A column with a default: old code goes on beside it, and titles of old cases are not told.
"""

import sqlalchemy as sa
from alembic import op

revision = "202611301620"
down_revision = "202611301610"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "matters",
        sa.Column("title_names_nobody", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("matters", "title_names_nobody")
