"""The projection of people, what has been read of their feed, and what could not be applied.

New tables: old code goes on beside them. They fill when the worker reads the feed of the notifier;
until then a record names nobody, as before.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202611302130"
down_revision = "202611301641"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dead_letters",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("producer", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("event", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dead_letters")),
    )
    op.create_index("uq_dead_letters_event", "dead_letters", ["producer", "event_id"], unique=True)
    op.create_table(
        "feed_cursors",
        sa.Column("producer", sa.Text(), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=True),
        sa.Column("epoch", sa.Text(), nullable=True),
        sa.Column("is_resyncing", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("caught_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handled", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("rereading", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("reread_cursor", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("producer", name=op.f("pk_feed_cursors")),
    )
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
    op.drop_table("feed_cursors")
    op.drop_index("uq_dead_letters_event", table_name="dead_letters")
    op.drop_table("dead_letters")
