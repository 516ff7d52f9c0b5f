"""How a matter arrived stands beside it, and an index finds what arrived on one way.

A nullable column: old code goes on beside it; what it enters meanwhile gets its channel with its
next step.
"""

import sqlalchemy as sa
from alembic import op

revision = "202611301640"
down_revision = "202611301630"
branch_labels = None
depends_on = None

INDEX = "ix_matters_arrived_by"


def upgrade() -> None:
    op.add_column("matters", sa.Column("arrived_by", sa.Text(), nullable=True))
    op.execute(
        "UPDATE matters SET arrived_by = cases.channel FROM cases WHERE cases.id = matters.id"
    )
    with op.get_context().autocommit_block():
        op.drop_index(INDEX, "matters", if_exists=True, postgresql_concurrently=True)
        op.create_index(
            INDEX,
            "matters",
            ["organ_id", "arrived_by", "due_order", "id"],
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    op.drop_index(INDEX, table_name="matters")
    op.drop_column("matters", "arrived_by")
