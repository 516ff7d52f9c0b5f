"""Who is to act by a deadline that is not the responsible clerk's.

A nullable column: old code goes on beside it, and tells such a deadline to the clerk.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202612010720"
down_revision = "202612010710"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deadlines", sa.Column("asked", postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    op.drop_column("deadlines", "asked")
