"""Notes, links, handling units and the organs that handle jointly; `cases` repeats its units.

New tables and a nullable column without default: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from gongkai.db.migrations import make_append_only

revision = "202611302190"
down_revision = "202611302180"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("handling_units", postgresql.JSONB(), nullable=True))
    _notes()
    _links()
    _handling_units()
    for table in ("notes", "links"):
        make_append_only(op.get_bind(), table)


def _notes() -> None:
    op.create_table(
        "notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_notes_matter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index("ix_notes_matter_id", "notes", ["matter_id", "id"])


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("linked_by", sa.Text(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["matters.id"], name=op.f("fk_links_first_id")),
        sa.ForeignKeyConstraint(["other_id"], ["matters.id"], name=op.f("fk_links_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
    )
    op.create_index("ix_links_other_id", "links", ["other_id", "id"])
    op.create_index("uq_links_pair", "links", ["first_id", "other_id", "relation"], unique=True)


def _handling_units() -> None:
    op.create_table(
        "handling_units",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_handling_units_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handling_units")),
    )
    op.create_index("ix_handling_units_case_id", "handling_units", ["case_id", "id"])
    op.create_table(
        "matter_joint_organs",
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matters.id"], name=op.f("fk_matter_joint_organs_matter_id")
        ),
        sa.PrimaryKeyConstraint("matter_id", "organ_id", name=op.f("pk_matter_joint_organs")),
    )
    op.create_index(
        "ix_matter_joint_organs_organ_id", "matter_joint_organs", ["organ_id", "matter_id"]
    )


def downgrade() -> None:
    for table in ("matter_joint_organs", "handling_units", "links", "notes"):
        op.drop_table(table)
    op.drop_column("cases", "handling_units")
