"""Recomputations as a whole: what caused each, how many matters of which organ, what moved;
and previews of what a notice would move.

New tables only: old code goes on without them. What was moved before stands on the records alone.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202612010205"
down_revision = "202612010204"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recomputation_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("causes", postgresql.JSONB(), nullable=False),
        sa.Column("calendar_version", sa.Text(), nullable=False),
        sa.Column("rests_on", postgresql.JSONB(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("previewed", postgresql.JSONB(), nullable=True),
        sa.Column("requested_by", sa.Text(), nullable=True),
        sa.Column("looked_until", postgresql.JSONB(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recomputation_runs")),
    )
    op.create_index("uq_recomputation_runs_number", "recomputation_runs", ["number"], unique=True)
    op.create_index(
        "ix_recomputation_runs_done",
        "recomputation_runs",
        ["number"],
        postgresql_where=sa.text("previewed IS NULL"),
    )
    op.create_table(
        "recomputation_tallies",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("looked_at", sa.BigInteger(), nullable=False),
        sa.Column("moved", sa.BigInteger(), nullable=False),
        sa.Column("earlier", sa.BigInteger(), nullable=False),
        sa.Column("later", sa.BigInteger(), nullable=False),
        sa.Column("failed", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["recomputation_runs.id"],
            name=op.f("fk_recomputation_tallies_run_id"),
        ),
        sa.PrimaryKeyConstraint("run_id", "organ_id", name=op.f("pk_recomputation_tallies")),
    )
    op.create_table(
        "recomputed_deadlines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("event_seq", sa.BigInteger(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matters.id"], name=op.f("fk_recomputed_deadlines_matter_id")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["recomputation_runs.id"], name=op.f("fk_recomputed_deadlines_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recomputed_deadlines")),
    )
    op.create_index("ix_recomputed_deadlines_run", "recomputed_deadlines", ["run_id", "id"])
    op.create_index(
        "ix_recomputed_deadlines_organ",
        "recomputed_deadlines",
        ["run_id", "organ_id", "direction", "id"],
    )
    _previews()


def _previews() -> None:
    op.create_table(
        "recomputation_previews",
        sa.Column("run_id", sa.Uuid(), nullable=False),
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
            name=op.f("ck_recomputation_previews_state"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["recomputation_runs.id"],
            name=op.f("fk_recomputation_previews_run_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recomputation_previews")),
    )
    op.create_index(
        "ix_recomputation_previews_due",
        "recomputation_previews",
        ["due_at", "id"],
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "ix_recomputation_previews_dead",
        "recomputation_previews",
        ["id"],
        postgresql_where=sa.text("state = 'dead'"),
    )


def downgrade() -> None:
    op.drop_table("recomputation_previews")
    op.drop_table("recomputed_deadlines")
    op.drop_table("recomputation_tallies")
    op.drop_table("recomputation_runs")
