"""Letters, the counters of their numbers, and organs' own templates.

New tables: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op

revision = "202611302180"
down_revision = "202611302173"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_counters",
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("last_serial", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("organ_id", "year", name=op.f("pk_letter_counters")),
    )
    op.create_table(
        "letter_templates",
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name=op.f("fk_letter_templates_file_id")
        ),
        sa.PrimaryKeyConstraint("organ_id", "kind", "version", name=op.f("pk_letter_templates")),
    )
    op.create_table(
        "letters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=True),
        sa.Column("reply_id", sa.Uuid(), nullable=True),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("serial", sa.BigInteger(), nullable=True),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("template_version", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("issued_copy_id", sa.Uuid(), nullable=True),
        sa.Column("drawn_by", sa.Text(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service", sa.Text(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_letters_case_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_letters_consultation_id")
        ),
        sa.ForeignKeyConstraint(["reply_id"], ["replies.id"], name=op.f("fk_letters_reply_id")),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_letters_file_id")),
        sa.ForeignKeyConstraint(
            ["issued_copy_id"], ["files.id"], name=op.f("fk_letters_issued_copy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
    )
    op.create_index("ix_letters_case_id_id", "letters", ["case_id", "id"])
    op.create_index("uq_letters_serial", "letters", ["organ_id", "year", "serial"], unique=True)


def downgrade() -> None:
    op.drop_table("letters")
    op.drop_table("letter_templates")
    op.drop_table("letter_counters")
