"""How long an organ gives applicants for the reasons that 条例35 asks for, and over which month the
items of a fee were counted.

Nullable columns without default: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202612010127"
down_revision = "202612010117"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "organ_parameters", sa.Column("explanation_working_days", sa.BigInteger(), nullable=True)
    )
    op.add_column("cases", sa.Column("fee_month", postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    op.drop_column("cases", "fee_month")
    op.drop_column("organ_parameters", "explanation_working_days")
