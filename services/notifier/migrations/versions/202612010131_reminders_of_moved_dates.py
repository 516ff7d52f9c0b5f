"""An announcement that a date moved remembers the date before, which the message tells.

A nullable column: old code goes on beside it, and what it announces tells the new date alone.
"""

import sqlalchemy as sa
from alembic import op

revision = "202612010131"
down_revision = "202611302141"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reminders", sa.Column("due_before", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("reminders", "due_before")
