"""First tables: organs, calendar notices, published lists, record, feed, idempotency keys."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from gongkai.db.migrations import grant_to_app, make_append_only
from gongkai.feed.outgoing import Xid8

revision = "202611281200"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = (
    "organs",
    "calendar_notices",
    "task_lists",
    "task_list_rows",
    "unit_references",
    "catalog_events",
    "catalog_refusals",
    "feed_entries",
    "idempotency_keys",
)


def upgrade() -> None:
    connection = op.get_bind()
    grant_to_app(connection)
    _organs()
    _calendar_notices()
    _task_lists()
    _task_list_rows()
    _unit_references()
    _catalog_events()
    _catalog_refusals()
    _feed_entries()
    _idempotency_keys()
    make_append_only(connection, "catalog_events")
    make_append_only(connection, "catalog_refusals")


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)


def _organs() -> None:
    """Organs and their tree."""
    op.create_table(
        "organs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("path", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=True),
        sa.Column("aliases", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("region_code", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("chain_head", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(source IS NULL) = (external_id IS NULL)", name="ck_organs_source_pair"
        ),
        sa.CheckConstraint(
            "path[cardinality(path) - 1] IS NOT DISTINCT FROM parent_id",
            name="ck_organs_path_through_parent",
        ),
        sa.CheckConstraint("path[cardinality(path)] = id", name="ck_organs_path_ends_here"),
        sa.CheckConstraint("valid_from <= valid_until", name="ck_organs_validity"),
        sa.ForeignKeyConstraint(["parent_id"], ["organs.id"], name="fk_organs_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_organs"),
    )
    op.create_index(
        "ix_organs_aliases", "organs", ["aliases"], unique=False, postgresql_using="gin"
    )
    op.create_index("ix_organs_name_id", "organs", ["name", "id"], unique=False)
    op.create_index("ix_organs_parent_id", "organs", ["parent_id"], unique=False)
    op.create_index("ix_organs_path", "organs", ["path"], unique=False, postgresql_using="gin")
    op.create_index("uq_organs_code", "organs", ["code"], unique=True)
    op.create_index(
        "uq_organs_source_external_id", "organs", ["source", "external_id"], unique=True
    )


def _calendar_notices() -> None:
    """Holiday notices."""
    op.create_table(
        "calendar_notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("jurisdiction", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("covers_until", sa.Date(), nullable=True),
        sa.Column("holidays", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("working_days", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.Column("superseded_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("chain_head", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawal_reason IS NULL)",
            name="ck_calendar_notices_withdrawal_has_reason",
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["calendar_notices.id"], name="fk_calendar_notices_superseded_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_notices"),
    )
    op.create_index("ix_calendar_notices_year_id", "calendar_notices", ["year", "id"], unique=False)
    op.create_index(
        "uq_calendar_notices_annual",
        "calendar_notices",
        ["year", "jurisdiction"],
        unique=True,
        postgresql_where=sa.text("kind = 'annual' AND withdrawn_at IS NULL"),
    )


def _task_lists() -> None:
    """Published lists."""
    op.create_table(
        "task_lists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("scope_organ_id", sa.Uuid(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("part", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("chain_head", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(source IS NULL) = (external_id IS NULL)", name="ck_task_lists_source_pair"
        ),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name="fk_task_lists_organ_id"),
        sa.ForeignKeyConstraint(
            ["scope_organ_id"], ["organs.id"], name="fk_task_lists_scope_organ_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_task_lists"),
    )
    op.create_index("ix_task_lists_organ_id", "task_lists", ["organ_id"], unique=False)
    op.create_index("ix_task_lists_scope_organ_id", "task_lists", ["scope_organ_id"], unique=False)
    op.create_index(
        "uq_task_lists_source_external_id", "task_lists", ["source", "external_id"], unique=True
    )


def _task_list_rows() -> None:
    """Rows of lists."""
    op.create_table(
        "task_list_rows",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=True),
        sa.Column("cells", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "time_limit", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True
        ),
        sa.Column("time_limit_kind", sa.Text(), nullable=False),
        sa.Column("lead_missing", sa.Boolean(), nullable=False),
        sa.CheckConstraint("seq > 0", name="ck_task_list_rows_seq"),
        sa.ForeignKeyConstraint(["list_id"], ["task_lists.id"], name="fk_task_list_rows_list_id"),
        sa.PrimaryKeyConstraint("id", name="pk_task_list_rows"),
    )
    op.create_index(
        "uq_task_list_rows_list_id_seq", "task_list_rows", ["list_id", "seq"], unique=True
    )


def _unit_references() -> None:
    """Units that rows name."""
    op.create_table(
        "unit_references",
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=True),
        sa.Column("group_code", sa.Text(), nullable=True),
        sa.Column("annex_list_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'group') = (group_code IS NOT NULL)", name="ck_unit_references_group"
        ),
        sa.CheckConstraint(
            "(kind = 'organ') = (organ_id IS NOT NULL)", name="ck_unit_references_organ"
        ),
        sa.ForeignKeyConstraint(
            ["annex_list_id"], ["task_lists.id"], name="fk_unit_references_annex_list_id"
        ),
        sa.ForeignKeyConstraint(["organ_id"], ["organs.id"], name="fk_unit_references_organ_id"),
        sa.ForeignKeyConstraint(
            ["row_id"], ["task_list_rows.id"], name="fk_unit_references_row_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("row_id", "role", "position", name="pk_unit_references"),
    )
    op.create_index(
        "ix_unit_references_annex_list_id", "unit_references", ["annex_list_id"], unique=False
    )
    op.create_index(
        "ix_unit_references_group_code", "unit_references", ["group_code"], unique=False
    )
    op.create_index("ix_unit_references_organ_id", "unit_references", ["organ_id"], unique=False)


def _catalog_events() -> None:
    """The record, chained by hash; the app role may only add to it."""
    op.create_table(
        "catalog_events",
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
        sa.PrimaryKeyConstraint("aggregate_id", "seq", name="pk_catalog_events"),
    )


def _catalog_refusals() -> None:
    """Steps that were refused for want of authority."""
    op.create_table(
        "catalog_refusals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("aggregate_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("correlation_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_catalog_refusals"),
    )
    op.create_index(
        "ix_catalog_refusals_aggregate_id", "catalog_refusals", ["aggregate_id", "id"], unique=False
    )


def _feed_entries() -> None:
    """The change feed."""
    op.create_table(
        "feed_entries",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=True),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("correlation_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_feed_entries"),
    )
    op.create_index("ix_feed_entries_position", "feed_entries", ["xid", "id"], unique=False)
    op.create_index("uq_feed_entries_entity", "feed_entries", ["stream", "entity_id"], unique=True)


def _idempotency_keys() -> None:
    """Answers kept for repeated calls."""
    op.create_table(
        "idempotency_keys",
        sa.Column("scope", sa.LargeBinary(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("headers", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", name="pk_idempotency_keys"),
    )
    op.create_index(
        "ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"], unique=False
    )
