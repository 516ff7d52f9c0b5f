"""Organs decide above which frequency applications are marked; the mark of a matter.

A new table and a nullable column: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from gongkai.db.migrations import make_append_only

revision = "202611300930"
down_revision = "202611300900"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "matters", sa.Column("frequency", postgresql.JSONB(astext_type=sa.Text()), nullable=True)
    )
    op.create_table(
        "organ_parameters",
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("applications_a_month", sa.BigInteger(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organ_id", "version", name=op.f("pk_organ_parameters")),
    )
    make_append_only(op.get_bind(), "organ_parameters")


def downgrade() -> None:
    op.drop_table("organ_parameters")
    op.drop_column("matters", "frequency")
