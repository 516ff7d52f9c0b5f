"""Cases of an earlier register, and jobs that take longer than a caller waits.

New tables; a nullable column, and one with a constant default, neither of which rewrites its table.
Old code enters registrations without it: what it registers was given here.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202612010208"
down_revision = "202612010207"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("imported_on", sa.Date(), nullable=True))
    op.add_column(
        "registrations",
        sa.Column("is_imported", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_table(
        "imported_cases",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_imported_cases_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_imported_cases")),
    )
    _jobs()


def _jobs() -> None:
    files = [op.f(f"fk_jobs_{name}_files") for name in ("file_id", "result_file_id")]
    op.create_table(
        "jobs",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=True),
        sa.Column("arguments", postgresql.JSONB(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("result_file_id", sa.Uuid(), nullable=True),
        sa.Column("progress", postgresql.JSONB(), nullable=True),
        sa.Column("result", postgresql.JSONB(), nullable=True),
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
            name=op.f("ck_jobs_state"),
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=files[0]),
        sa.ForeignKeyConstraint(["result_file_id"], ["files.id"], name=files[1]),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    pending, dead = sa.text("state = 'pending'"), sa.text("state = 'dead'")
    op.create_index("ix_jobs_due", "jobs", ["due_at", "id"], postgresql_where=pending)
    op.create_index("ix_jobs_dead", "jobs", ["id"], postgresql_where=dead)
    op.create_index("ix_jobs_closed_at", "jobs", ["closed_at"])


def downgrade() -> None:
    op.drop_table("jobs")
    op.drop_table("imported_cases")
    op.drop_column("registrations", "is_imported")
    op.drop_column("cases", "imported_on")
