"""Objections of third parties stand until they are overridden or respected.

Nullable columns: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202611300735"
down_revision = "202611300705"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("objections", "draft_spares"):
        op.add_column(
            "cases", sa.Column(name, postgresql.JSONB(astext_type=sa.Text()), nullable=True)
        )
    op.add_column("cases", sa.Column("draft_decision", sa.Text(), nullable=True))
    op.add_column("consultations", sa.Column("override_ground", sa.Text(), nullable=True))
    op.add_column("consultations", sa.Column("override_reason", sa.LargeBinary(), nullable=True))
    op.add_column("consultations", sa.Column("overridden_on", sa.Date(), nullable=True))


def downgrade() -> None:
    for name in ("override_ground", "override_reason", "overridden_on"):
        op.drop_column("consultations", name)
    for name in ("objections", "draft_spares", "draft_decision"):
        op.drop_column("cases", name)
