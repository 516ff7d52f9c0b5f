"""How a case ended without a reply and went on, the letters that tell of an end, what was merged.

Nullable columns without default: old code goes on beside them. They repeat the record and are
written with the next act on a file; a closing notice that was drawn up before counts from then on.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202611302210"
down_revision = "202611302190"
branch_labels = None
depends_on = None

COLUMNS = ("closing", "closing_letters", "merged_cases", "reopenings")


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("cases", sa.Column(name, postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    for name in reversed(COLUMNS):
        op.drop_column("cases", name)
