"""When an oral application was read back to its applicant.

A nullable column without default: old code goes on beside it. What was registered before stays so.
"""

import sqlalchemy as sa
from alembic import op

revision = "202612010133"
down_revision = "202612010127"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("read_back_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("cases", "read_back_on")
