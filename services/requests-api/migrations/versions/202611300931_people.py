"""The projection of people: who can be made responsible for a case, and what they are called.

A new table: old code goes on beside it. It fills when the worker reads the feed of the notifier.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202611300931"
down_revision = "202611300930"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reference_people",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_people")),
    )
    op.create_index("uq_reference_people_subject", "reference_people", ["subject"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_reference_people_subject", table_name="reference_people")
    op.drop_table("reference_people")
