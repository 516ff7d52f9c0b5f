"""An announcement remembers what set or moved the date, which the message tells.

A nullable column: old code goes on beside it, and what it announces tells the dates alone.
"""

import sqlalchemy as sa
from alembic import op

revision = "202612010710"
down_revision = "202612010131"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reminders", sa.Column("because", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("reminders", "because")
