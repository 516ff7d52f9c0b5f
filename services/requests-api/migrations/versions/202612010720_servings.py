"""How often each letter, notice and reply of a case was served and came back.

A nullable column, written anew from the record with the next act on the case. The two days of
letters that it replaces were of one attempt only.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202612010720"
down_revision = "202612010711"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("servings", postgresql.JSONB(), nullable=True))
    op.drop_column("letters", "delivered_on")
    op.drop_column("letters", "returned_on")


def downgrade() -> None:
    op.add_column("letters", sa.Column("returned_on", sa.Date(), nullable=True))
    op.add_column("letters", sa.Column("delivered_on", sa.Date(), nullable=True))
    op.drop_column("cases", "servings")
