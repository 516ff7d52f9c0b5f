"""Local texts that were loaded as data; whether the text of a case knows a pause.

A new table, append-only, and a nullable column: old code goes on beside both. Where the column is
null, the text that shipped says it.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from gongkai.db.migrations import make_append_only

revision = "202612010206"
down_revision = "202612010205"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rule_sets",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("text", postgresql.JSONB(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_rule_sets")),
    )
    make_append_only(op.get_bind(), "rule_sets")
    op.add_column("cases", sa.Column("can_pause", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("cases", "can_pause")
    op.drop_table("rule_sets")
