"""First tables: people, deadlines, policies, reminders, notifications, deliveries, feeds."""

import json
from datetime import time
from importlib.resources import files

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
    "dead_letters",
    "deadlines",
    "feed_cursors",
    "feed_entries",
    "idempotency_keys",
    "people",
    "person_addresses",
    "person_events",
    "policies",
    "reference_notices",
    "reference_organs",
    "reminders",
    "staffs",
    "notifications",
    "deliveries",
)


def upgrade() -> None:
    connection = op.get_bind()
    grant_to_app(connection)
    _dead_letters()
    _deadlines()
    _feed_cursors()
    _feed_entries()
    _idempotency_keys()
    _people()
    _person_addresses()
    _person_events()
    _policies()
    _reference_notices()
    _reference_organs()
    _reminders()
    _staffs()
    _notifications()
    _deliveries()
    make_append_only(connection, "person_events")


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)


def _dead_letters() -> None:
    """Events that could not be applied."""
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
        sa.PrimaryKeyConstraint("id", name="pk_dead_letters"),
    )
    op.create_index("uq_dead_letters_event", "dead_letters", ["producer", "event_id"], unique=True)


def _deadlines() -> None:
    """The projection of deadlines."""
    op.create_table(
        "deadlines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("ref_kind", sa.Text(), nullable=False),
        sa.Column("ref_id", sa.Uuid(), nullable=False),
        sa.Column("ref_number", sa.Text(), nullable=True),
        sa.Column("ref_path", sa.Text(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("assignee", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("planned_with", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state = 'cleared' OR ((due_on IS NULL) <> (due_at IS NULL) AND ends_at IS NOT NULL)",
            name="ck_deadlines_moment",
        ),
        sa.CheckConstraint("state IN ('open', 'cleared')", name="ck_deadlines_state"),
        sa.PrimaryKeyConstraint("id", name="pk_deadlines"),
    )
    op.create_index(
        "ix_deadlines_planned_with",
        "deadlines",
        ["planned_with"],
        unique=False,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("ix_deadlines_ends_at", "deadlines", ["ends_at", "id"], unique=False)
    op.create_index(
        "ix_deadlines_open",
        "deadlines",
        ["organ_id", "ends_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("ix_deadlines_ref_id", "deadlines", ["ref_id"], unique=False)


def _feed_cursors() -> None:
    """How far each feed was read."""
    op.create_table(
        "feed_cursors",
        sa.Column("producer", sa.Text(), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=True),
        sa.Column("epoch", sa.Text(), nullable=True),
        sa.Column("is_resyncing", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("caught_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "handled", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column(
            "rereading", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("reread_cursor", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("producer", name="pk_feed_cursors"),
    )


def _feed_entries() -> None:
    """The change feed, as every service has it."""
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


def _people() -> None:
    """People; names are encrypted."""
    op.create_table(
        "people",
        "person_addresses",
        "person_events",
        "policies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("roles", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("chain_head", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("subject", name="uq_people_subject"),
    )
    op.create_index("ix_people_organ_id", "people", ["organ_id", "id"], unique=False)


def _person_addresses() -> None:
    """Where people are reached, by channel; encrypted."""
    op.create_table(
        "person_addresses",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_person_addresses_person_id"),
        sa.PrimaryKeyConstraint("person_id", "channel", name="pk_person_addresses"),
    )


def _person_events() -> None:
    """The record of people, chained by hash; the app role may only add to it."""
    op.create_table(
        "person_events",
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
        sa.PrimaryKeyConstraint("aggregate_id", "seq", name="pk_person_events"),
    )


def _policies() -> None:
    """When to remind and whom; begins with the policy that ships with the platform."""
    table = op.create_table(
        "policies",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("applies_to", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("send_at", sa.Time(), nullable=False),
        sa.Column("announce", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("dated", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("timed", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_policies"),
    )
    shipped = json.loads((files("notifier.policies") / "default.json").read_text("utf-8"))
    shipped |= {"send_at": time.fromisoformat(shipped["send_at"]), "version": 1}
    op.bulk_insert(table, [shipped])


def _reference_notices() -> None:
    """The projection of calendar notices."""
    op.create_table(
        "reference_notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reference_notices"),
    )


def _reference_organs() -> None:
    """The projection of organs."""
    op.create_table(
        "reference_organs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("path", sa.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("region_code", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reference_organs"),
    )
    op.create_index(
        "ix_reference_organs_path",
        "reference_organs",
        ["path"],
        unique=False,
        postgresql_using="gin",
    )


def _reminders() -> None:
    """Planned steps."""
    op.create_table(
        "reminders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("deadline_id", sa.Uuid(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("occasion", sa.BigInteger(), nullable=False),
        sa.Column("roles", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("is_late", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("staff_version", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('planned', 'sent', 'merged', 'skipped', 'unaddressed', 'withdrawn')",
            name="ck_reminders_state",
        ),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadlines.id"], name="fk_reminders_deadline_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reminders"),
    )
    op.create_index(
        "ix_reminders_due",
        "reminders",
        ["remind_at"],
        unique=False,
        postgresql_where=sa.text("state = 'planned'"),
    )
    op.create_index(
        "ix_reminders_unaddressed",
        "reminders",
        ["deadline_id"],
        unique=False,
        postgresql_where=sa.text("state = 'unaddressed'"),
    )
    op.create_index(
        "uq_reminders_step", "reminders", ["deadline_id", "due", "step", "occasion"], unique=True
    )


def _staffs() -> None:
    """How often the people of each organ have changed."""
    op.create_table(
        "staffs",
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("organ_id", name="pk_staffs"),
    )


def _notifications() -> None:
    """What people were told."""
    op.create_table(
        "notifications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cause_kind", sa.Text(), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_notifications"),
    )
    op.create_index(
        "ix_notifications_deadline",
        "notifications",
        [sa.text("(facts ->> 'deadline_id')")],
        unique=False,
    )
    op.create_index("ix_notifications_inbox", "notifications", ["subject", "id"], unique=False)
    op.create_index(
        "ix_notifications_unread",
        "notifications",
        ["subject"],
        unique=False,
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_index(
        "uq_notifications_recipient",
        "notifications",
        ["cause_kind", "cause_id", "subject"],
        unique=True,
    )


def _deliveries() -> None:
    """Messages on their way out, as due work."""
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'pending'"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("lease", sa.Uuid(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notification_id", sa.Uuid(), nullable=False),
        sa.Column("cause_kind", sa.Text(), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('pending', 'done', 'dead', 'withdrawn', 'discarded')",
            name="ck_deliveries_state",
        ),
        sa.ForeignKeyConstraint(
            ["notification_id"], ["notifications.id"], name="fk_deliveries_notification_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
    )
    pending = sa.text("state = 'pending'")
    for name, columns, where in (
        ("cause", ["cause_id", "cause_kind"], pending),
        ("channel_due", ["channel", "due_at", "id"], pending),
        ("due", ["due_at", "id"], pending),
        ("dead", ["id"], sa.text("state = 'dead'")),
    ):
        op.create_index(
            f"ix_deliveries_{name}", "deliveries", columns, unique=False, postgresql_where=where
        )
    op.create_index(
        "uq_deliveries_channel", "deliveries", ["notification_id", "channel"], unique=True
    )
