"""A person may be absent, and somebody stand in meanwhile.

Columns without a value: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op

revision = "202611302141"
down_revision = "202611302140"
branch_labels = None
depends_on = None

TABLE = "reference_people"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("absent_from", sa.Date(), nullable=True))
    op.add_column(TABLE, sa.Column("absent_until", sa.Date(), nullable=True))
    op.add_column(TABLE, sa.Column("substitute", sa.Text(), nullable=True))


def downgrade() -> None:
    for name in ("substitute", "absent_until", "absent_from"):
        op.drop_column(TABLE, name)
