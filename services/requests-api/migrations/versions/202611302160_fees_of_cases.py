"""The fee of an application: its notice with the computation, and waivers.

New tables and a nullable column: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202611302160"
down_revision = "202611302153"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("fee_state", sa.Text(), nullable=True))
    op.create_table(
        "fee_notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("counted", postgresql.JSONB(), nullable=False),
        sa.Column("counted_before", sa.BigInteger(), nullable=False),
        sa.Column("steps", postgresql.JSONB(), nullable=False),
        sa.Column("amount", sa.Numeric(12, 2), nullable=False),
        sa.Column("amount_due", sa.Numeric(12, 2), nullable=False),
        sa.Column("grounds_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_fee_notices_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_notices")),
    )
    op.create_index("uq_fee_notices_case_id", "fee_notices", ["case_id"], unique=True)
    op.create_table(
        "fee_waivers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("waived_on", sa.Date(), nullable=False),
        sa.Column("reduced_to", sa.Numeric(12, 2), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["fee_notices.id"], name=op.f("fk_fee_waivers_notice_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_waivers")),
    )
    op.create_index("ix_fee_waivers_notice_id", "fee_waivers", ["notice_id"])


def downgrade() -> None:
    op.drop_table("fee_waivers")
    op.drop_table("fee_notices")
    op.drop_column("cases", "fee_state")
