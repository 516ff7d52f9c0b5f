"""An organ says whether it takes applications, by which channels and where.

Columns with a default or without a value: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202611301610"
down_revision = "202611301550"
branch_labels = None
depends_on = None

TABLE = "reference_organs"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("level", sa.Text(), nullable=True))
    op.add_column(
        TABLE,
        sa.Column("takes_applications", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        TABLE,
        sa.Column(
            "channels", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
    )
    op.add_column(
        TABLE,
        sa.Column("disclosure_office", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    )
    op.create_index(
        "ix_reference_organs_directory",
        "reference_organs",
        ["name", "id"],
        postgresql_where=sa.text("takes_applications"),
    )


def downgrade() -> None:
    op.drop_index("ix_reference_organs_directory", table_name="reference_organs")
    for name in ("disclosure_office", "channels", "takes_applications"):
        op.drop_column(TABLE, name)
    op.drop_column(TABLE, "level")
