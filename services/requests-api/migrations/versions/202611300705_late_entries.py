"""What is entered later than it happened is marked, and may need a second person.

New tables and a nullable column: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from gongkai.db.migrations import make_append_only

revision = "202611300705"
down_revision = "202611281200"
branch_labels = None
depends_on = None

APPEND_ONLY = ("matter_papers", "entry_confirmations")


def upgrade() -> None:
    op.add_column(
        "matters",
        sa.Column("late_entries", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    )
    op.create_table(
        "matter_papers",
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matters.id"], name=op.f("fk_matter_papers_matter_id")
        ),
        sa.PrimaryKeyConstraint("matter_id", "seq", name=op.f("pk_matter_papers")),
    )
    op.create_table(
        "entry_confirmations",
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("entry", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matters.id"], name=op.f("fk_entry_confirmations_matter_id")
        ),
        sa.PrimaryKeyConstraint("matter_id", "entry", name=op.f("pk_entry_confirmations")),
    )
    for table in APPEND_ONLY:
        make_append_only(op.get_bind(), table)


def downgrade() -> None:
    for table in APPEND_ONLY:
        op.drop_table(table)
    op.drop_column("matters", "late_entries")
