"""What goes out with a reply, what is found in it, and what is to be looked through.

New tables and a nullable column: old code goes on beside them, and writes no such column.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202612010210"
down_revision = "202612010208"
branch_labels = None
depends_on = None

_IS_PENDING, _IS_DEAD = sa.text("state = 'pending'"), sa.text("state = 'dead'")


def upgrade() -> None:
    op.add_column("cases", sa.Column("enclosures", postgresql.JSONB(), nullable=True))
    op.create_table(
        "enclosures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("screened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_enclosures_case_id")),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.id"], name=op.f("fk_enclosures_attachment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enclosures")),
    )
    op.create_index("ix_enclosures_case_id_id", "enclosures", ["case_id", "id"])
    op.create_index(
        "uq_enclosures_attachment_id",
        "enclosures",
        ["attachment_id"],
        unique=True,
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "enclosure_findings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enclosure_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("excerpt_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("resolution", sa.Text(), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("resolved_by", sa.Text(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enclosure_id"], ["enclosures.id"], name=op.f("fk_enclosure_findings_enclosure_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enclosure_findings")),
    )
    op.create_index(
        "ix_enclosure_findings_enclosure_id", "enclosure_findings", ["enclosure_id", "id"]
    )
    op.create_table(
        "enclosure_screenings",
        sa.Column("enclosure_id", sa.Uuid(), nullable=False),
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
            name=op.f("ck_enclosure_screenings_state"),
        ),
        sa.ForeignKeyConstraint(
            ["enclosure_id"], ["enclosures.id"], name=op.f("fk_enclosure_screenings_enclosure_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enclosure_screenings")),
        sa.UniqueConstraint("enclosure_id", name=op.f("uq_enclosure_screenings_enclosure_id")),
    )
    op.create_index(
        "ix_enclosure_screenings_due",
        "enclosure_screenings",
        ["due_at", "id"],
        postgresql_where=_IS_PENDING,
    )
    op.create_index(
        "ix_enclosure_screenings_dead", "enclosure_screenings", ["id"], postgresql_where=_IS_DEAD
    )


def downgrade() -> None:
    op.drop_table("enclosure_screenings")
    op.drop_table("enclosure_findings")
    op.drop_table("enclosures")
    op.drop_column("cases", "enclosures")
