"""Entries: where each stands, what it said from version to version, its relations and record.

New tables: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from gongkai.db.migrations import make_append_only

revision = "202612010731"
down_revision = "202612010730"
branch_labels = None
depends_on = None

GRAMS = r"""
CREATE FUNCTION grams(searched text, owner uuid) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    SELECT array_to_tsvector(array_append(array_agg(this || next), owner::text))
    FROM (SELECT string_to_array(searched || E'\n', NULL) AS characters) AS split,
        LATERAL unnest(split.characters, split.characters[2:]) AS pair(this, next)
    WHERE next IS NOT NULL
)
"""
_APPEND_ONLY = ("entry_versions", "entry_events", "entry_refusals")


def upgrade() -> None:
    op.execute(GRAMS)
    _entries()
    _versions_and_relations()
    _record()
    for table in _APPEND_ONLY:
        make_append_only(op.get_bind(), table)


def downgrade() -> None:
    for table in ("entry_refusals", "entry_events", "entry_relations", "entry_versions", "entries"):
        op.drop_table(table)
    op.execute("DROP FUNCTION grams(text, uuid)")


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("kind_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("content_version", sa.BigInteger(), nullable=False),
        sa.Column("published_version", sa.BigInteger(), nullable=True),
        sa.Column("index_number", sa.Text(), nullable=True),
        sa.Column("validity", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("formed_on", sa.Date(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("has_text", sa.Boolean(), nullable=False),
        sa.Column(
            "reviewers",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("chain_head", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(source IS NULL) = (external_id IS NULL)", name="ck_entries_source_pair"
        ),
        sa.CheckConstraint(
            "(published_version IS NULL) = (published_at IS NULL)", name="ck_entries_published_at"
        ),
        sa.CheckConstraint(
            "published_version IS NULL OR index_number IS NOT NULL",
            name="ck_entries_published_is_numbered",
        ),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name="fk_entries_organ_id"),
        sa.ForeignKeyConstraint(["kind_id"], ["kinds.id"], name="fk_entries_kind_id"),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
    )
    op.create_index("ix_entries_organ_id", "entries", ["organ_id", "id"])
    op.create_index("ix_entries_state", "entries", ["organ_id", "state", "id"])
    op.create_index("ix_entries_kind_id", "entries", ["kind_id", "organ_id", "id"])
    op.create_index(
        "ix_entries_search",
        "entries",
        [sa.text("grams(search_text, organ_id)")],
        postgresql_using="gin",
    )
    op.create_index("uq_entries_index_number", "entries", ["index_number"], unique=True)
    op.create_index(
        "uq_entries_external_of_organ",
        "entries",
        ["source", "external_id", "organ_id"],
        unique=True,
        postgresql_where=sa.text("source IS NOT NULL"),
    )


def _versions_and_relations() -> None:
    op.create_table(
        "entry_versions",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind_version", sa.BigInteger(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("attachments", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_entry_versions_entry_id"),
        sa.PrimaryKeyConstraint("entry_id", "version", name="pk_entry_versions"),
    )
    op.create_table(
        "entry_relations",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_entry_relations_entry_id"),
        sa.ForeignKeyConstraint(["other_id"], ["entries.id"], name="fk_entry_relations_other_id"),
        sa.PrimaryKeyConstraint("entry_id", "other_id", "relation", name="pk_entry_relations"),
    )
    op.create_index("ix_entry_relations_other_id", "entry_relations", ["other_id", "entry_id"])


def _record() -> None:
    op.create_table(
        "entry_events",
        sa.Column("aggregate_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("v", sa.BigInteger(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("supersedes", sa.BigInteger(), nullable=True),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("aggregate_id", "seq", name="pk_entry_events"),
    )
    op.create_table(
        "entry_refusals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("aggregate_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("correlation_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_entry_refusals"),
    )
    op.create_index("ix_entry_refusals_aggregate_id", "entry_refusals", ["aggregate_id", "id"])
