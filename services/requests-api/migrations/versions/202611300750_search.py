"""What a search of the worklist looks in, and who searched for an applicant.

A nullable column and a new table: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op

from gongkai.db.migrations import make_append_only

revision = "202611300750"
down_revision = "202611300735"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("matters", sa.Column("search_text", sa.Text(), nullable=True))
    op.create_table(
        "worklist_searches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=True),
        sa.Column("searched_by", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("searched_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worklist_searches")),
    )
    op.create_index("ix_worklist_searches_actor", "worklist_searches", ["actor", "id"])
    make_append_only(op.get_bind(), "worklist_searches")


def downgrade() -> None:
    op.drop_index("ix_worklist_searches_actor", table_name="worklist_searches")
    op.drop_table("worklist_searches")
    op.drop_column("matters", "search_text")
