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

APPEND_ONLY = (
    "matter_events",
    "matter_refusals",
    "applicant_disclosures",
    "access_code_issues",
    "date_corrections",
)


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
        "matter_events",
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
        sa.PrimaryKeyConstraint("aggregate_id", "seq", name=op.f("pk_matter_events")),
    )
    op.create_table(
        "matters",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("receipt_number", sa.Text(), nullable=False),
        sa.Column("access_code_digest", sa.LargeBinary(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("document_reference", sa.Text(), nullable=True),
        sa.Column("jurisdiction", sa.Text(), nullable=True),
        sa.Column("assignee", sa.Text(), nullable=True),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "due_order",
            sa.DateTime(timezone=True),
            sa.Computed("coalesce(ends_at, TIMESTAMPTZ '9999-01-01 00:00:00+00')", persisted=True),
            nullable=False,
        ),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("waiting_for", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("calendar_version", sa.Text(), nullable=False),
        sa.Column("recheck_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("chain_head", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matters")),
        sa.UniqueConstraint("receipt_number", name=op.f("uq_matters_receipt_number")),
    )
    op.create_index(
        "ix_matters_calendar",
        "matters",
        ["calendar_version", "id"],
        unique=False,
        postgresql_where=sa.text("is_open"),
    )
    op.create_index(
        "ix_matters_recheck",
        "matters",
        ["recheck_on", "id"],
        unique=False,
        postgresql_where=sa.text("is_open"),
    )
    op.create_index("ix_matters_worklist", "matters", ["organ_id", "due_order", "id"], unique=False)
    op.create_index(
        "uq_matters_external",
        "matters",
        ["source", "external_id"],
        unique=True,
        postgresql_where=sa.text("source IS NOT NULL"),
    )
    op.create_index("uq_matters_number", "matters", ["number", "organ_id"], unique=True)
    op.create_table(
        "reference_notices",
        sa.Column("notice", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_notices")),
    )
    op.create_table(
        "reference_organs",
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("path", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("region_code", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
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
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("handover", sa.Text(), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matters.id"], name=op.f("fk_access_code_issues_matter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_code_issues")),
    )
    op.create_index(
        "ix_access_code_issues_matter_id", "access_code_issues", ["matter_id"], unique=False
    )
    op.create_table(
        "applicant_disclosures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("disclosed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matters.id"], name=op.f("fk_applicant_disclosures_matter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicant_disclosures")),
    )
    op.create_index(
        "ix_applicant_disclosures_matter_id",
        "applicant_disclosures",
        ["matter_id", "id"],
        unique=False,
    )
    op.create_table(
        "applicants",
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("document_type", sa.Text(), nullable=False),
        sa.Column("help_needed", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("personal", sa.LargeBinary(), nullable=False),
        sa.Column("document_index", sa.LargeBinary(), nullable=False),
        sa.Column("phone_index", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matters.id"], name=op.f("fk_applicants_matter_id")
        ),
        sa.PrimaryKeyConstraint("matter_id", name=op.f("pk_applicants")),
    )
    op.create_index("ix_applicants_document_index", "applicants", ["document_index"], unique=False)
    op.create_index("ix_applicants_phone_index", "applicants", ["phone_index"], unique=False)
    op.create_table(
        "cases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("applicant_kind", sa.Text(), nullable=False),
        sa.Column("supply_form", sa.Text(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirm_by", sa.Date(), nullable=True),
        sa.Column("rule_set", sa.Text(), nullable=False),
        sa.Column("clock_state", sa.Text(), nullable=False),
        sa.Column("is_extended", sa.Boolean(), nullable=False),
        sa.Column("open_consultations", sa.BigInteger(), nullable=False),
        sa.Column("reply_id", sa.Uuid(), nullable=True),
        sa.Column("drafted_by", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name=op.f("fk_cases_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    op.create_table(
        "date_corrections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrected_by", sa.Text(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matters.id"], name=op.f("fk_date_corrections_matter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_date_corrections")),
    )
    op.create_index(
        "ix_date_corrections_matter_id", "date_corrections", ["matter_id", "seq"], unique=True
    )
    op.create_table(
        "matter_deadlines",
        sa.Column("aggregate_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
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
            ["aggregate_id"], ["matters.id"], name=op.f("fk_matter_deadlines_aggregate_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_deadlines")),
    )
    op.create_index(
        "uq_matter_deadlines_rule",
        "matter_deadlines",
        ["aggregate_id", "rule", "subject"],
        unique=True,
    )
    op.create_table(
        "matter_refusals",
        sa.Column("aggregate_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("correlation_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["aggregate_id"], ["matters.id"], name=op.f("fk_matter_refusals_aggregate_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_refusals")),
    )
    op.create_index(
        "ix_matter_refusals_aggregate_id", "matter_refusals", ["aggregate_id", "id"], unique=False
    )
    op.create_table(
        "recomputations",
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("calendar_version", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'pending'"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("lease", sa.Uuid(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'done', 'dead', 'withdrawn', 'discarded')",
            name=op.f("ck_recomputations_state"),
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matters.id"], name=op.f("fk_recomputations_matter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recomputations")),
    )
    op.create_index(
        "ix_recomputations_dead",
        "recomputations",
        ["id"],
        unique=False,
        postgresql_where=sa.text("state = 'dead'"),
    )
    op.create_index(
        "ix_recomputations_due",
        "recomputations",
        ["due_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "uq_recomputations_matter",
        "recomputations",
        ["matter_id", "calendar_version"],
        unique=True,
        postgresql_where=sa.text("state IN ('pending', 'dead')"),
    )
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
    op.drop_index(
        "uq_recomputations_matter",
        table_name="recomputations",
        postgresql_where=sa.text("state IN ('pending', 'dead')"),
    )
    op.drop_index(
        "ix_recomputations_due",
        table_name="recomputations",
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.drop_index(
        "ix_recomputations_dead",
        table_name="recomputations",
        postgresql_where=sa.text("state = 'dead'"),
    )
    op.drop_table("recomputations")
    op.drop_index("ix_matter_refusals_aggregate_id", table_name="matter_refusals")
    op.drop_table("matter_refusals")
    op.drop_index("uq_matter_deadlines_rule", table_name="matter_deadlines")
    op.drop_table("matter_deadlines")
    op.drop_index("ix_date_corrections_matter_id", table_name="date_corrections")
    op.drop_table("date_corrections")
    op.drop_table("cases")
    op.drop_index("ix_applicants_phone_index", table_name="applicants")
    op.drop_index("ix_applicants_document_index", table_name="applicants")
    op.drop_table("applicants")
    op.drop_index("ix_applicant_disclosures_matter_id", table_name="applicant_disclosures")
    op.drop_table("applicant_disclosures")
    op.drop_index("ix_access_code_issues_matter_id", table_name="access_code_issues")
    op.drop_table("access_code_issues")
    op.drop_table("registration_counters")
    op.drop_index("ix_reference_organs_path", table_name="reference_organs", postgresql_using="gin")
    op.drop_table("reference_organs")
    op.drop_table("reference_notices")
    op.drop_index("uq_matters_number", table_name="matters")
    op.drop_index(
        "uq_matters_external", table_name="matters", postgresql_where=sa.text("source IS NOT NULL")
    )
    op.drop_index("ix_matters_worklist", table_name="matters")
    op.drop_index("ix_matters_recheck", table_name="matters", postgresql_where=sa.text("is_open"))
    op.drop_index("ix_matters_calendar", table_name="matters", postgresql_where=sa.text("is_open"))
    op.drop_table("matters")
    op.drop_table("matter_events")
    op.drop_index(op.f("ix_idempotency_keys_created_at"), table_name="idempotency_keys")
    op.drop_table("idempotency_keys")
    op.drop_index("uq_feed_entries_entity", table_name="feed_entries")
    op.drop_index("ix_feed_entries_position", table_name="feed_entries")
    op.drop_table("feed_entries")
    op.drop_table("feed_cursors")
    op.drop_index("uq_dead_letters_event", table_name="dead_letters")
    op.drop_table("dead_letters")
    op.drop_table("access_failures")
    drop_refuse_change(op.get_bind())
    revoke_from_app(op.get_bind())
