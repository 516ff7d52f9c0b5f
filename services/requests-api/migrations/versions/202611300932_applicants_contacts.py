"""Contact data can change, and what an applicant does under a re-issued code is marked.

Nullable columns and a new table: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from gongkai.db.migrations import make_append_only

revision = "202611300932"
down_revision = "202611300931"
branch_labels = None
depends_on = None

COLUMNS = (
    ("applicants", "contact_changed_at"),
    ("cases", "code_reissue"),
    ("cases", "acts_under_reissue"),
)


def upgrade() -> None:
    for table, name in COLUMNS:
        jsonb = postgresql.JSONB(astext_type=sa.Text())
        op.add_column(table, sa.Column(name, jsonb, nullable=True))
    op.create_table(
        "contact_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matters.id"], name=op.f("fk_contact_changes_matter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_changes")),
    )
    op.create_index("ix_contact_changes_matter_id", "contact_changes", ["matter_id", "id"])
    make_append_only(op.get_bind(), "contact_changes")


def downgrade() -> None:
    op.drop_table("contact_changes")
    for table, name in reversed(COLUMNS):
        op.drop_column(table, name)
