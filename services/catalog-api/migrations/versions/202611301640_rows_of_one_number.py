"""Where cells are merged down, several rows of a list have one number.

A column with a default: old code goes on with part 1.
"""

import sqlalchemy as sa
from alembic import op

revision = "202611301640"
down_revision = "202611301610"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "task_list_rows", sa.Column("part", sa.BigInteger(), nullable=False, server_default="1")
    )


def downgrade() -> None:
    op.drop_column("task_list_rows", "part")
