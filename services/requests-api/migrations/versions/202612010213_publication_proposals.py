"""Proposals to publish what cases ask for, and where the last one of a case stands.

A new table and a nullable column: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202612010213"
down_revision = "202612010212"
branch_labels = None
depends_on = None

_TABLE = "publication_proposals"


def upgrade() -> None:
    op.add_column("cases", sa.Column("publication", postgresql.JSONB(), nullable=True))
    op.create_table(
        _TABLE,
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("title_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duty_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'pending'"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("lease", sa.Uuid(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'done', 'dead', 'withdrawn', 'discarded')",
            name=op.f("ck_publication_proposals_state"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_publication_proposals_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_proposals")),
    )
    op.create_index("ix_publication_proposals_case_id", _TABLE, ["case_id", "id"])
    op.create_index(
        "ix_publication_proposals_due",
        _TABLE,
        ["due_at", "id"],
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "ix_publication_proposals_dead", _TABLE, ["id"], postgresql_where=sa.text("state = 'dead'")
    )


def downgrade() -> None:
    op.drop_table(_TABLE)
    op.drop_column("cases", "publication")
