"""Tables of a case: itself, its applicant (encrypted), registrations, deadlines, record, and what
belongs to it alone: consultations and replies.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from gongkai.eventlog import EventRow
from sqlalchemy import Computed, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base
from gongkai.deadlines.models import DeadlineRow


class Case(Base):
    """An application and where it stands; `due_on` caches what the clock computes."""

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_worklist", "organ_id", "due_order", "id"),
        Index("uq_cases_number", "number", "organ_id", unique=True),
        Index(
            "uq_cases_external",
            "source",
            "external_id",
            unique=True,
            postgresql_where=text("source IS NOT NULL"),
        ),
        Index("ix_cases_calendar", "calendar_version", "id", postgresql_where=text("is_open")),
        Index("ix_cases_recheck", "recheck_on", "id", postgresql_where=text("is_open")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]
    """Number of events on record; the ETag."""
    chain_head: Mapped[str]
    """Hash of the last event on record."""
    organ_id: Mapped[UUID]
    state: Mapped[str]
    is_open: Mapped[bool]
    receipt_number: Mapped[str] = mapped_column(unique=True)
    access_code_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    number: Mapped[str | None]
    """Unique within its organ: two organs may be known by the same short name."""
    source: Mapped[str | None]
    external_id: Mapped[str | None]
    channel: Mapped[str]
    applicant_kind: Mapped[str]
    title: Mapped[str]
    description: Mapped[str]
    document_reference: Mapped[str | None]
    supply_form: Mapped[str]
    jurisdiction: Mapped[str | None]
    assignee: Mapped[str | None]
    arrived_on: Mapped[date]
    confirmed_on: Mapped[date | None]
    received_on: Mapped[date | None]
    """The legal receipt (条例31); None until it is confirmed."""
    rule_set: Mapped[str]
    due_on: Mapped[date | None]
    confirm_by: Mapped[date | None]
    """The house deadline of an application whose receipt is not confirmed and has no `due_on`."""
    due_order: Mapped[date] = mapped_column(
        Computed("coalesce(due_on, confirm_by, DATE 'infinity')", persisted=True)
    )
    """By when the office must act, for sorting: cases without a date come last. Infinity, not the
    year 9999: the driver takes Python's last day for infinity, and a page that starts there would
    lose the rest."""
    is_provisional: Mapped[bool]
    clock_state: Mapped[str]
    calendar_version: Mapped[str]
    recheck_on: Mapped[date | None]
    """The day on which time alone changes the clock: a consulted party's period ends."""
    is_extended: Mapped[bool] = mapped_column(server_default=text("false"))
    open_consultations: Mapped[int] = mapped_column(server_default=text("0"))
    """Letters without an answer, also those whose period has lapsed."""
    reply_id: Mapped[UUID | None]
    decision: Mapped[str | None]
    replied_on: Mapped[date | None]
    delivered_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    created_at: Mapped[datetime]


class Applicant(Base):
    """Who applied. Personal values are encrypted; document and phone are found by blind index."""

    __tablename__ = "applicants"
    __table_args__ = (
        Index("ix_applicants_document_index", "document_index"),
        Index("ix_applicants_phone_index", "phone_index"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    kind: Mapped[str]
    document_type: Mapped[str]
    help_needed: Mapped[list[Any]]
    personal: Mapped[bytes] = mapped_column(LargeBinary)
    """Name, document number, phone, mail, address, contact and agent as one encrypted JSON."""
    document_index: Mapped[bytes] = mapped_column(LargeBinary)
    phone_index: Mapped[bytes] = mapped_column(LargeBinary)


class RegistrationCounter(Base):
    """The last number of an organ and year; its lock keeps the numbers gapless."""

    __tablename__ = "registration_counters"

    organ_id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last_serial: Mapped[int]


class Registration(Base):
    """A number that was given; a voided registration keeps it for ever."""

    __tablename__ = "registrations"
    __table_args__ = (
        Index("uq_registrations_serial", "organ_id", "year", "serial", unique=True),
        Index("ix_registrations_case_id", "case_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    organ_id: Mapped[UUID]
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str]
    registered_at: Mapped[datetime]
    registered_by: Mapped[str]
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str | None]


class CaseDeadline(DeadlineRow):
    """A deadline of a case; its subject is a consultation's id, or empty."""

    __tablename__ = "case_deadlines"
    __table_args__ = (
        Index("uq_case_deadlines_rule", "aggregate_id", "rule", "subject", unique=True),
    )

    aggregate_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))


class CaseEvent(EventRow):
    """The hash-chained record of everything that was done to a case; append-only."""

    __tablename__ = "case_events"


class CaseRefusal(Base):
    """A step that was refused, and to whom; append-only, written although the request failed."""

    __tablename__ = "case_refusals"
    __table_args__ = (Index("ix_case_refusals_case_id", "case_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    step: Mapped[str]
    code: Mapped[str]
    actor: Mapped[str]
    refused_at: Mapped[datetime]
    correlation_id: Mapped[str | None]


class ApplicantDisclosure(Base):
    """An unmasked read of an applicant's data: who, when and why; append-only."""

    __tablename__ = "applicant_disclosures"
    __table_args__ = (Index("ix_applicant_disclosures_case_id", "case_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    actor: Mapped[str]
    reason: Mapped[str]
    disclosed_at: Mapped[datetime]


class AccessCodeIssue(Base):
    """A new access code for an applicant who lost the first: by whom, when and why; append-only."""

    __tablename__ = "access_code_issues"
    __table_args__ = (Index("ix_access_code_issues_case_id", "case_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    reason: Mapped[str]
    issued_by: Mapped[str]
    issued_at: Mapped[datetime]


class Consultation(Base):
    """One letter to one party; the party's name is personal and encrypted."""

    __tablename__ = "consultations"
    __table_args__ = (Index("ix_consultations_case_id", "case_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    party: Mapped[str]
    """`third_party` (条例32) or `organ` (条例34)."""
    party_name: Mapped[bytes] = mapped_column(LargeBinary)
    sent_on: Mapped[date]
    delivered_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    opinion: Mapped[str | None]
    """`consents`, `objects` or `objects_in_part`; silence of a third party is not consent."""


class Reply(Base):
    """A reply as drafted; a new draft is a new row, so that what was returned stays on record."""

    __tablename__ = "replies"
    __table_args__ = (Index("ix_replies_case_id", "case_id", "draft", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    draft: Mapped[int]
    decision: Mapped[str]
    evidence: Mapped[list[Any]]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """The letter's text, encrypted: it names the applicant."""
    document_number: Mapped[str | None]
    drafted_by: Mapped[str]
    drafted_at: Mapped[datetime]
    approved_by: Mapped[str | None]
    approved_at: Mapped[datetime | None]
    return_reason: Mapped[str | None]
    issued_on: Mapped[date | None]
    issued_by: Mapped[str | None]
    delivered_on: Mapped[date | None]
    delivery: Mapped[str | None]
