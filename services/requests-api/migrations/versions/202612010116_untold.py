"""What applicants have not been told yet, and between which versions of a file nothing happened.

Nullable columns without default: old code goes on beside them. What was on record before counts
from the next act on a file.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202612010116"
down_revision = "202611302210"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("matters", sa.Column("untold", postgresql.JSONB(), nullable=True))
    op.add_column("matters", sa.Column("unmoved", postgresql.JSONB(), nullable=True))
    op.add_column("cases", sa.Column("has_mail", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("cases", "has_mail")
    op.drop_column("matters", "unmoved")
    op.drop_column("matters", "untold")
