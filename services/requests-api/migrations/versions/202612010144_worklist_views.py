"""The worklists that people keep, and when somebody was last made responsible for a case.

A new table and a nullable column: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202612010144"
down_revision = "202612010143"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("assignment", postgresql.JSONB(), nullable=True))
    op.create_table(
        "worklist_views",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("query_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worklist_views")),
    )
    op.create_index("uq_worklist_views_owner", "worklist_views", ["owner", "code"], unique=True)


def downgrade() -> None:
    op.drop_table("worklist_views")
    op.drop_column("cases", "assignment")
