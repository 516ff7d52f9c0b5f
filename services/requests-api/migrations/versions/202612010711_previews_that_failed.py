"""A preview of a notice that ended without a result says why.

A nullable column: old code goes on beside it, and what it ends says nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "202612010711"
down_revision = "202612010710"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("recomputation_runs", sa.Column("failed_because", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("recomputation_runs", "failed_because")
