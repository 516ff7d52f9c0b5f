"""Recomputations as a whole: what caused each, how many matters of which organ, what moved.

New tables only: old code goes on without them. What was moved before stands on the records alone.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202612010116"
down_revision = "202611302210"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recomputation_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("causes", postgresql.JSONB(), nullable=False),
        sa.Column("calendar_version", sa.Text(), nullable=False),
        sa.Column("notices", postgresql.JSONB(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recomputation_runs")),
    )
    op.create_index("uq_recomputation_runs_number", "recomputation_runs", ["number"], unique=True)
    op.create_table(
        "recomputation_tallies",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("looked_at", sa.BigInteger(), nullable=False),
        sa.Column("moved", sa.BigInteger(), nullable=False),
        sa.Column("earlier", sa.BigInteger(), nullable=False),
        sa.Column("later", sa.BigInteger(), nullable=False),
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
        sa.Column("event_seq", sa.BigInteger(), nullable=False),
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


def downgrade() -> None:
    op.drop_table("recomputed_deadlines")
    op.drop_table("recomputation_tallies")
    op.drop_table("recomputation_runs")
