"""An unconfirmed application stands in the worklist at its house deadline."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ORDER = "ALTER TABLE cases ALTER COLUMN due_order SET EXPRESSION AS"


def upgrade() -> None:
    op.add_column("cases", sa.Column("confirm_by", sa.Date(), nullable=True))
    op.execute(
        "UPDATE cases SET confirm_by = d.due_on FROM case_deadlines d"
        " WHERE d.aggregate_id = cases.id AND d.rule = 'HOUSE-CONFIRM' AND d.state = 'open'"
    )
    op.execute(f"{_ORDER} (coalesce(due_on, confirm_by, DATE 'infinity'))")


def downgrade() -> None:
    op.execute(f"{_ORDER} (coalesce(due_on, DATE 'infinity'))")
    op.drop_column("cases", "confirm_by")
