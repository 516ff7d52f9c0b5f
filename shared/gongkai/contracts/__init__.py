"""The facts that services tell each other, as CloudEvents.

A model per event type; its class variables say who produces and who consumes it, and which events
supersede each other. Data carry ids, organ, rule and dates, never a personal value; only the name
of an official stands in the events of people (ADR 0031). A breaking change is a new ``vN``.
"""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, JsonValue

from gongkai.contracts.base import EVENT_TYPES, EventData, Service
from gongkai.contracts.cases import CaseChanged, LightTurns
from gongkai.contracts.deadlines import (
    Asked,
    CatalogDeadlineCleared,
    CatalogDeadlineSet,
    DeadlineCleared,
    DeadlineSet,
    Outcome,
    Reference,
    RequestsDeadlineCleared,
    RequestsDeadlineSet,
    Unit,
)
from gongkai.contracts.entries import EntryPublished, EntryWithdrawn
from gongkai.contracts.organs import OrganChanged

__all__ = [
    "EVENT_TYPES",
    "ApplicantMessageDue",
    "ApplicantMessageUndelivered",
    "Asked",
    "CalendarNoticeChanged",
    "CaseChanged",
    "CatalogDeadlineCleared",
    "CatalogDeadlineSet",
    "DeadlineCleared",
    "DeadlineSet",
    "EntryPublished",
    "EntryWithdrawn",
    "EventData",
    "LightTurns",
    "OrganChanged",
    "Outcome",
    "PersonCleared",
    "PersonSet",
    "PersonTold",
    "Reference",
    "RequestsDeadlineCleared",
    "RequestsDeadlineSet",
    "Service",
    "Unit",
]


class ApplicantMessageDue(EventData):
    """Something is to be told to the applicant of a case, who is named by reference alone: whoever
    sends it asks requests-api for the address, and for what the message brings, when it sends.
    """

    TYPE = "cn.gongkai.requests.applicant-message-due.v1"
    STREAM = "applicant-messages"
    PRODUCER = Service.REQUESTS
    CONSUMERS = frozenset({Service.NOTIFIER})

    message_id: UUID
    """What is told: of the kind `access_code` the re-issue, of `contact_changed` the change of the
    mail address, told to the former one, of `news` what there is to look at."""
    kind: str
    """What the message brings."""
    channel: str
    """By what it goes: a channel of the notifier."""
    case_id: UUID
    """The case whose applicant is told."""
    receipt_number: str
    """The number on the applicant's receipt."""
    organ_id: UUID
    """The organ in whose name."""
    send_at: AwareDatetime | None = None
    """Not to be sent before; null: now."""


class ApplicantMessageUndelivered(EventData):
    """A message to an applicant was given up: its server refused it for good, or it was tried in
    vain for as long as messages are tried. What it was to tell, the office tells.
    """

    TYPE = "cn.gongkai.notifications.applicant-message-undelivered.v1"
    STREAM = "undelivered-applicant-messages"
    PRODUCER = Service.NOTIFIER
    CONSUMERS = frozenset({Service.REQUESTS})

    delivery_id: UUID
    """The delivery; the event's subject."""
    message_id: UUID
    """What was to be told, as `applicant-message-due` named it."""
    case_id: UUID
    """The case whose applicant was to be told."""
    channel: str
    """By what it went."""
    reason: str
    """Why, as a code of the notifier: `recipient_refused_550`."""
    given_up_at: AwareDatetime
    """When; a delivery that is tried once more can be given up once more."""


_PERSON: dict[str, JsonValue] = {
    "person_id": "00000000-0000-7000-8000-000000000004",
    "subject": "sample-clerk",
    "organ_id": "00000000-0000-7000-8000-000000000001",
    "roles": ["clerk"],
    "name": "样例甲",
    "active": True,
    "absent_from": None,
    "absent_until": None,
    "substitute": None,
}


class PersonTold(EventData):
    """What is told of a person of an office: where and as what they work, never an address."""

    STREAM = "people"
    PRODUCER = Service.NOTIFIER
    CONSUMERS = frozenset({Service.CATALOG, Service.REQUESTS})

    person_id: UUID
    """The person; the event's subject."""
    subject: str
    """The `sub` of the person's tokens."""
    organ_id: UUID
    """The organ they work in."""
    roles: list[str]
    """Texts, so that a role of a later release makes no dead letter."""
    name: str
    """What the official is called: shown to colleagues, written to no log."""
    active: bool
    """Whether they work there now."""
    absent_from: date | None = None
    """The first day of an absence, present or coming; null where none is known."""
    absent_until: date | None = None
    """Its last day."""
    substitute: str | None = None
    """The subject of who stands in meanwhile; null where nobody does."""


class PersonSet(PersonTold, json_schema_extra={"examples": [_PERSON]}):
    """A person works in an organ, or name, organ or roles changed."""

    TYPE = "cn.gongkai.notifications.person-set.v1"


class PersonCleared(PersonTold):
    """A person left; what is known of them stays, so that their files still name them."""

    TYPE = "cn.gongkai.notifications.person-cleared.v1"


class CalendarNoticeChanged(EventData):
    """A holiday notice was loaded or withdrawn; every computed deadline may move."""

    TYPE = "cn.gongkai.catalog.calendar-notice-changed.v1"
    STREAM = "calendar-notices"
    PRODUCER = Service.CATALOG
    CONSUMERS = frozenset({Service.REQUESTS, Service.NOTIFIER})
    PUBLIC = True

    notice_id: UUID
    """The notice; the event's subject."""
    notice: dict[str, Any]
    """The notice in the form of ``gongkai.calendar`` (dates, document number, coverage)."""
    loaded_at: AwareDatetime
    """When it was put in force here: before that instant nobody could count by it."""
    withdrawn_at: AwareDatetime | None
    """When it was taken out of force."""
