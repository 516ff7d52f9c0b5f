"""Kinds of information, and what each was from version to version.

New tables: old code goes on beside them. They fill by `load-shipped-lists`.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from gongkai.db.migrations import make_append_only

revision = "202612010730"
down_revision = "202611302142"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kinds",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("chain_head", sa.Text(), nullable=False),
        sa.CheckConstraint("code ~ '^[a-z][a-z0-9_]{0,59}$'", name="ck_kinds_code"),
        sa.PrimaryKeyConstraint("id", name="pk_kinds"),
    )
    op.create_index("uq_kinds_code", "kinds", ["code"], unique=True)
    op.create_table(
        "kind_versions",
        sa.Column("kind_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("definition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("defined_by", sa.Text(), nullable=False),
        sa.Column("defined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["kind_id"], ["kinds.id"], name="fk_kind_versions_kind_id"),
        sa.PrimaryKeyConstraint("kind_id", "version", name="pk_kind_versions"),
    )
    make_append_only(op.get_bind(), "kind_versions")


def downgrade() -> None:
    op.drop_table("kind_versions")
    op.drop_index("uq_kinds_code", table_name="kinds")
    op.drop_table("kinds")
