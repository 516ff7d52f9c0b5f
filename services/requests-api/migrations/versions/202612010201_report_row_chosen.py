"""Where the annual report counts a decision whose row the law leaves open.

Nullable columns without default: old code goes on beside them. Nothing that was decided before has
chosen a row.
"""

import sqlalchemy as sa
from alembic import op

revision = "202612010201"
down_revision = "202612010144"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("replies", sa.Column("report_row", sa.Text(), nullable=True))
    op.add_column("cases", sa.Column("report_row", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("cases", "report_row")
    op.drop_column("replies", "report_row")
