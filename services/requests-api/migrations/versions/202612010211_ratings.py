"""How applicants rate answers.

A nullable column: old code goes on beside it. Its index comes with the next revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "202612010211"
down_revision = "202612010210"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("rating", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("cases", "rating")
