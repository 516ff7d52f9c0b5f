"""Organs decide through which levels a reply goes; a case repeats how far it has come.

A new table and nullable columns: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from gongkai.db.migrations import make_append_only

revision = "202611302173"
down_revision = "202611302172"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("approval_levels", "approvals"):
        op.add_column(
            "cases", sa.Column(name, postgresql.JSONB(astext_type=sa.Text()), nullable=True)
        )
    op.create_table(
        "approval_chains",
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("levels", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organ_id", "version", name=op.f("pk_approval_chains")),
    )
    make_append_only(op.get_bind(), "approval_chains")


def downgrade() -> None:
    op.drop_table("approval_chains")
    for name in ("approvals", "approval_levels"):
        op.drop_column("cases", name)
