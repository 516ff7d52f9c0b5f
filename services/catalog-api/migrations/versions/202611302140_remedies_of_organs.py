"""Organs name authority and court of their remedies, and their duty desk.

Columns without a value: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202611302140"
down_revision = "202611302130"
branch_labels = None
depends_on = None

TABLE = "organs"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("reconsideration_authority", sa.Text(), nullable=True))
    op.add_column(TABLE, sa.Column("court", sa.Text(), nullable=True))
    op.add_column(
        TABLE, sa.Column("duty_desk", postgresql.JSONB(astext_type=sa.Text()), nullable=True)
    )


def downgrade() -> None:
    for name in ("duty_desk", "court", "reconsideration_authority"):
        op.drop_column(TABLE, name)
