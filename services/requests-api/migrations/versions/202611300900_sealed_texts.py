"""Free text is sealed, texts get a fingerprint, and disclosures say what they showed (ADR 0030).

Nullable columns beside the old ones: old code goes on, and what it writes in the clear is sealed by
the worker, except in tables whose rows never change. New code leaves the old columns empty; a later
release drops them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202611300900"
down_revision = "202611300810"
branch_labels = None
depends_on = None

SEALED = (
    ("matters", "description_sealed"),
    ("matter_papers", "place_sealed"),
    ("replies", "evidence_sealed"),
    ("replies", "return_reason_sealed"),
    ("registrations", "void_reason_sealed"),
    ("access_code_issues", "reason_sealed"),
    ("applicant_disclosures", "reason_sealed"),
    ("date_corrections", "reason_sealed"),
    ("entry_confirmations", "reason_sealed"),
)


def upgrade() -> None:
    for table, name in SEALED:
        op.add_column(table, sa.Column(name, sa.LargeBinary(), nullable=True))
    op.add_column("matters", sa.Column("text_simhash", sa.BigInteger(), nullable=True))
    op.add_column(
        "applicant_disclosures",
        sa.Column("parts", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    )


def downgrade() -> None:
    op.drop_column("applicant_disclosures", "parts")
    op.drop_column("matters", "text_simhash")
    for table, name in reversed(SEALED):
        op.drop_column(table, name)
