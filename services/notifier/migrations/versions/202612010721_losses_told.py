"""Of which message to an applicant that was given up its sender was told.

A nullable column: old code goes on beside it, and tells of none.
"""

import sqlalchemy as sa
from alembic import op

revision = "202612010721"
down_revision = "202612010720"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "deliveries", sa.Column("loss_told_at", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("deliveries", "loss_told_at")
