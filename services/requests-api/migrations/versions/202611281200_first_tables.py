"""The first tables of requests-api."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from gongkai.db.migrations import (
    drop_refuse_change,
    grant_to_app,
    make_append_only,
    revoke_from_app,
)
from gongkai.feed.outgoing import Xid8

revision = "202611281200"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("case_events", "case_refusals", "applicant_disclosures", "access_code_issues")


def upgrade() -> None:
    grant_to_app(op.get_bind())
    op.create_table(
        "access_failures",
        sa.Column("receipt_digest", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("last_failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("receipt_digest", name=op.f("pk_access_failures")),
    )
    op.create_table(
        "case_events",
        sa.Column("aggregate_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("aggregate_id", "seq", name=op.f("pk_case_events")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("chain_head", sa.Text(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("receipt_number", sa.Text(), nullable=False),
        sa.Column("access_code_digest", sa.LargeBinary(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("applicant_kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("document_reference", sa.Text(), nullable=True),
        sa.Column("supply_form", sa.Text(), nullable=False),
        sa.Column("jurisdiction", sa.Text(), nullable=True),
        sa.Column("assignee", sa.Text(), nullable=True),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("rule_set", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("confirm_by", sa.Date(), nullable=True),
        sa.Column(
            "due_order",
            sa.Date(),
            sa.Computed("coalesce(due_on, confirm_by, DATE 'infinity')", persisted=True),
            nullable=False,
        ),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("clock_state", sa.Text(), nullable=False),
        sa.Column("calendar_version", sa.Text(), nullable=False),
        sa.Column("recheck_on", sa.Date(), nullable=True),
        sa.Column("is_extended", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column(
            "open_consultations", sa.BigInteger(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column("reply_id", sa.Uuid(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("receipt_number", name=op.f("uq_cases_receipt_number")),
    )
    op.create_index(
        "ix_cases_calendar",
        "cases",
        ["calendar_version", "id"],
        unique=False,
        postgresql_where=sa.text("is_open"),
    )
    op.create_index(
        "ix_cases_recheck",
        "cases",
        ["recheck_on", "id"],
        unique=False,
        postgresql_where=sa.text("is_open"),
    )
    op.create_index("uq_cases_number", "cases", ["number", "organ_id"], unique=True)
    op.create_index("ix_cases_worklist", "cases", ["organ_id", "due_order", "id"], unique=False)
    op.create_index(
        "uq_cases_external",
        "cases",
        ["source", "external_id"],
        unique=True,
        postgresql_where=sa.text("source IS NOT NULL"),
    )
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
        sa.PrimaryKeyConstraint("producer", name=op.f("pk_feed_cursors")),
    )
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_entries")),
    )
    op.create_index("ix_feed_entries_position", "feed_entries", ["xid", "id"], unique=False)
    op.create_index("uq_feed_entries_entity", "feed_entries", ["stream", "entity_id"], unique=True)
    op.create_table(
        "idempotency_keys",
        sa.Column("scope", sa.LargeBinary(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("headers", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_idempotency_keys")),
    )
    op.create_index(
        op.f("ix_idempotency_keys_created_at"), "idempotency_keys", ["created_at"], unique=False
    )
    op.create_table(
        "reference_notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_notices")),
    )
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_organs")),
    )
    op.create_index(
        "ix_reference_organs_path",
        "reference_organs",
        ["path"],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "registration_counters",
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("last_serial", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("organ_id", "year", name=op.f("pk_registration_counters")),
    )
    op.create_table(
        "access_code_issues",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_access_code_issues_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_code_issues")),
    )
    op.create_index(
        "ix_access_code_issues_case_id", "access_code_issues", ["case_id"], unique=False
    )
    op.create_table(
        "applicant_disclosures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("disclosed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_applicant_disclosures_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicant_disclosures")),
    )
    op.create_index(
        "ix_applicant_disclosures_case_id", "applicant_disclosures", ["case_id", "id"], unique=False
    )
    op.create_table(
        "applicants",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("document_type", sa.Text(), nullable=False),
        sa.Column("help_needed", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("personal", sa.LargeBinary(), nullable=False),
        sa.Column("document_index", sa.LargeBinary(), nullable=False),
        sa.Column("phone_index", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_applicants_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_applicants")),
    )
    op.create_index("ix_applicants_document_index", "applicants", ["document_index"], unique=False)
    op.create_index("ix_applicants_phone_index", "applicants", ["phone_index"], unique=False)
    op.create_table(
        "case_deadlines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("aggregate_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("assignee", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["aggregate_id"], ["cases.id"], name=op.f("fk_case_deadlines_aggregate_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_deadlines")),
    )
    op.create_index(
        "uq_case_deadlines_rule", "case_deadlines", ["aggregate_id", "rule", "subject"], unique=True
    )
    op.create_table(
        "case_refusals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("correlation_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_refusals_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_refusals")),
    )
    op.create_index("ix_case_refusals_case_id", "case_refusals", ["case_id", "id"], unique=False)
    op.create_table(
        "consultations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("party_name", sa.LargeBinary(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_consultations_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultations")),
    )
    op.create_index("ix_consultations_case_id", "consultations", ["case_id"], unique=False)
    op.create_table(
        "registrations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registered_by", sa.Text(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_registrations_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
    )
    op.create_index("ix_registrations_case_id", "registrations", ["case_id"], unique=False)
    op.create_index(
        "uq_registrations_serial", "registrations", ["organ_id", "year", "serial"], unique=True
    )
    op.create_table(
        "replies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("draft", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("drafted_by", sa.Text(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issued_by", sa.Text(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("delivery", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_replies_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replies")),
    )
    op.create_index("ix_replies_case_id", "replies", ["case_id", "draft"], unique=True)
    for table in APPEND_ONLY:
        make_append_only(op.get_bind(), table)


def downgrade() -> None:
    op.drop_index("ix_replies_case_id", table_name="replies")
    op.drop_table("replies")
    op.drop_index("uq_registrations_serial", table_name="registrations")
    op.drop_index("ix_registrations_case_id", table_name="registrations")
    op.drop_table("registrations")
    op.drop_index("ix_consultations_case_id", table_name="consultations")
    op.drop_table("consultations")
    op.drop_index("ix_case_refusals_case_id", table_name="case_refusals")
    op.drop_table("case_refusals")
    op.drop_index("uq_case_deadlines_rule", table_name="case_deadlines")
    op.drop_table("case_deadlines")
    op.drop_index("ix_applicants_phone_index", table_name="applicants")
    op.drop_index("ix_applicants_document_index", table_name="applicants")
    op.drop_table("applicants")
    op.drop_index("ix_applicant_disclosures_case_id", table_name="applicant_disclosures")
    op.drop_table("applicant_disclosures")
    op.drop_index("ix_access_code_issues_case_id", table_name="access_code_issues")
    op.drop_table("access_code_issues")
    op.drop_table("registration_counters")
    op.drop_index("ix_reference_organs_path", table_name="reference_organs", postgresql_using="gin")
    op.drop_table("reference_organs")
    op.drop_table("reference_notices")
    op.drop_index(op.f("ix_idempotency_keys_created_at"), table_name="idempotency_keys")
    op.drop_table("idempotency_keys")
    op.drop_index("uq_feed_entries_entity", table_name="feed_entries")
    op.drop_index("ix_feed_entries_position", table_name="feed_entries")
    op.drop_table("feed_entries")
    op.drop_table("feed_cursors")
    op.drop_index("uq_dead_letters_event", table_name="dead_letters")
    op.drop_table("dead_letters")
    op.drop_index(
        "uq_cases_external", table_name="cases", postgresql_where=sa.text("source IS NOT NULL")
    )
    op.drop_index("ix_cases_worklist", table_name="cases")
    op.drop_index("ix_cases_recheck", table_name="cases", postgresql_where=sa.text("is_open"))
    op.drop_index("ix_cases_calendar", table_name="cases", postgresql_where=sa.text("is_open"))
    op.drop_index("uq_cases_number", table_name="cases")
    op.drop_table("cases")
    op.drop_table("case_events")
    op.drop_table("access_failures")
    drop_refuse_change(op.get_bind())
    revoke_from_app(op.get_bind())
