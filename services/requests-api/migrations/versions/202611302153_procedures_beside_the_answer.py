"""What the procedures beside the answer come to stands beside the case, and what was said with an
act beside the record.

Nullable columns and a new table: old code goes on beside them. The columns are written anew from
the record with the next step of a case; until then nothing of it stands on any record.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from gongkai.db.migrations import make_append_only

revision = "202611302153"
down_revision = "202611302121"
branch_labels = None
depends_on = None

COLUMNS = ("correction", "explanation", "extension_requests", "delays", "pauses", "clock_remarks")


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("cases", sa.Column(column, postgresql.JSONB(), nullable=True))
    op.create_table(
        "matter_words",
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matters.id"], name=op.f("fk_matter_words_matter_id")
        ),
        sa.PrimaryKeyConstraint("matter_id", "seq", name=op.f("pk_matter_words")),
    )
    make_append_only(op.get_bind(), "matter_words")


def downgrade() -> None:
    op.drop_table("matter_words")
    for column in reversed(COLUMNS):
        op.drop_column("cases", column)
