"""Organs that the directory has in another region, whose open matters are computed again.

A new table: old code goes on without it, and notes no such change meanwhile.
"""

import sqlalchemy as sa
from alembic import op

revision = "202612010710"
down_revision = "202612010701"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "region_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("run_id", sa.Uuid(), nullable=True),
        sa.Column("planned_until", sa.Uuid(), nullable=True),
        sa.Column("is_planned", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["recomputation_runs.id"], name=op.f("fk_region_changes_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_changes")),
    )
    for name, columns, condition in (
        ("new", ["id"], "run_id IS NULL"),
        ("unplanned", ["id"], "NOT is_planned"),
        ("run", ["run_id"], None),
    ):
        op.create_index(
            f"ix_region_changes_{name}",
            "region_changes",
            columns,
            postgresql_where=None if condition is None else sa.text(condition),
        )


def downgrade() -> None:
    op.drop_table("region_changes")
