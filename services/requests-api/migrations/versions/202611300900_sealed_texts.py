"""Free text is sealed, texts get a fingerprint, and disclosures say what they showed (ADR 0030).

A migration has no key, so it cannot seal what stands: it refuses where there are files already.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202611300900"
down_revision = "202611300810"
branch_labels = None
depends_on = None

SEALED = (
    ("matters", "description", False),
    ("matter_papers", "place", False),
    ("replies", "return_reason", True),
    ("registrations", "void_reason", True),
    ("access_code_issues", "reason", False),
    ("applicant_disclosures", "reason", False),
    ("date_corrections", "reason", False),
    ("entry_confirmations", "reason", False),
)
"""Texts that stood in the clear, and whether they may be missing."""


def upgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT EXISTS (SELECT FROM matters)")):
        raise RuntimeError(
            "Texts of release 0.2.0 stand in the clear and would be lost: "
            "start with an empty database, or export the files first."
        )
    for table, name, nullable in SEALED:
        op.drop_column(table, name)
        op.add_column(table, sa.Column(f"{name}_sealed", sa.LargeBinary(), nullable=nullable))
    op.add_column("replies", sa.Column("evidence_sealed", sa.LargeBinary(), nullable=False))
    op.add_column("matters", sa.Column("text_simhash", sa.BigInteger(), nullable=True))
    op.add_column(
        "applicant_disclosures",
        sa.Column("parts", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    )


def downgrade() -> None:
    op.drop_column("applicant_disclosures", "parts")
    op.drop_column("matters", "text_simhash")
    op.drop_column("replies", "evidence_sealed")
    for table, name, nullable in reversed(SEALED):
        op.drop_column(table, f"{name}_sealed")
        default = None if nullable else ""
        op.add_column(table, sa.Column(name, sa.Text(), nullable=nullable, server_default=default))
        op.alter_column(table, name, server_default=None)
