"""Whose people were looked for in vain stands beside a reminder that nobody was there for.

A nullable column: old code goes on beside it. What waits already is looked at once more.
"""

import sqlalchemy as sa
from alembic import op

revision = "202611301555"
down_revision = "202611301550"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reminders", sa.Column("staff_organ_id", sa.Uuid(), nullable=True))
    op.execute("UPDATE reminders SET staff_version = NULL WHERE state = 'unaddressed'")


def downgrade() -> None:
    op.drop_column("reminders", "staff_organ_id")
