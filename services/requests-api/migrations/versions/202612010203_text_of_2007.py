"""What the text of 2007 asks and lets charge: the need that an applicant states, and costs.

Nullable columns without default: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202612010203"
down_revision = "202612010202"
branch_labels = None
depends_on = None

COLUMNS = ("special_need", "cost_fee")


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("cases", sa.Column(name, postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    for name in reversed(COLUMNS):
        op.drop_column("cases", name)
