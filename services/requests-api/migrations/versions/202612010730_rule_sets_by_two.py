"""A local text that lengthens terms that run counts when a second administrator has confirmed it.

A column with a default and a new table: old code goes on beside both. What was loaded before counts
as it did; what is loaded to wait meanwhile counts for old code at once, so that a release that
brings this is not left half-way.
"""

import sqlalchemy as sa
from alembic import op

from gongkai.db.migrations import make_append_only

revision = "202612010730"
down_revision = "202612010721"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "rule_sets",
        sa.Column(
            "awaits_confirmation", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
    )
    op.create_table(
        "rule_set_confirmations",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["code", "version"],
            ["rule_sets.code", "rule_sets.version"],
            name=op.f("fk_rule_set_confirmations_code"),
        ),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_rule_set_confirmations")),
    )
    make_append_only(op.get_bind(), "rule_set_confirmations")


def downgrade() -> None:
    op.drop_table("rule_set_confirmations")
    op.drop_column("rule_sets", "awaits_confirmation")
