"""What ended keeps the last day that held.

A nullable column: old code goes on beside it. Cases that ended get theirs here, from the deadlines
that their end met.
"""

import sqlalchemy as sa
from alembic import op

revision = "202611301630"
down_revision = "202611301620"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("matters", sa.Column("was_due_on", sa.Date(), nullable=True))
    op.execute(
        """
        UPDATE matters SET was_due_on = met.due_on
        FROM (
            SELECT aggregate_id, min(due_on) AS due_on FROM matter_deadlines
            WHERE state = 'met' AND subject = '' AND rule <> 'HOUSE-CONFIRM'
            GROUP BY aggregate_id
        ) met
        WHERE met.aggregate_id = matters.id AND NOT matters.is_open
        """
    )


def downgrade() -> None:
    op.drop_column("matters", "was_due_on")
