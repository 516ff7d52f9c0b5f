"""The facts that services tell each other, as CloudEvents.

A model per event type; its class variables say who produces and who consumes it, and which events
supersede each other. Data carry ids, organ, rule and dates, never a personal value; only the name
of an official stands in the events of people (ADR 0031). A breaking change is a new ``vN``.
"""

from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, model_validator


class Service(StrEnum):
    """The three services by the name they carry in event types, settings and queues."""

    CATALOG = "catalog"
    NOTIFIER = "notifier"
    REQUESTS = "requests"

    @property
    def prefix(self) -> str:
        """First part of its addresses and, with `/v1`, the source of its events."""
        return "notifications" if self is Service.NOTIFIER else self.value


EVENT_TYPES: dict[str, type["EventData"]] = {}
"""Every event type of the platform by its full name."""


class EventData(BaseModel):
    """Base of the events' data; a subclass registers itself by its type.

    One without a type is a shape that the types of several producers have in common.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    TYPE: ClassVar[str]
    STREAM: ClassVar[str]
    """Events of one stream and entity supersede each other: the feed keeps the newest."""
    PRODUCER: ClassVar[Service]
    CONSUMERS: ClassVar[frozenset[Service]] = frozenset()
    PUBLIC: ClassVar[bool] = False
    """Whether integrators may rely on it."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        """Register the type; two models of one type are a programming error."""
        super().__pydantic_init_subclass__(**kwargs)
        if hasattr(cls, "TYPE") and EVENT_TYPES.setdefault(cls.TYPE, cls) is not cls:
            raise TypeError(f"event type {cls.TYPE} is defined twice")


class Unit(StrEnum):
    """What a deadline is counted in."""

    DATE = "date"
    HOUR = "hour"
    MONTH = "month"
    NATURAL_DAY = "natural_day"
    WORKING_DAY = "working_day"


class Outcome(StrEnum):
    """How a deadline ceased: met, without a date while its clock stands still, or gone."""

    MET = "met"
    STOPPED = "stopped"
    VOID = "void"


class Reference(BaseModel):
    """What a deadline belongs to: kind, id, the office's number once there is one, and the path
    under which its service shows it. A reader keeps a kind that it does not know.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    kind: str
    id: UUID
    number: str | None
    path: str


class DeadlineSet(EventData):
    """The shape of every producer's deadline that runs, or changed."""

    STREAM = "deadlines"
    CONSUMERS = frozenset({Service.NOTIFIER})
    PUBLIC = True

    deadline_id: UUID
    rule: str
    ref: Reference
    organ_id: UUID
    assignee: str | None
    unit: Unit
    due_on: date | None
    due_at: AwareDatetime | None
    provisional: bool
    moved_earlier: bool
    gathered: bool
    """Whether it is one of many of one source, so that its announcements are gathered and not sent
    one by one; reminders on the way to its end come as ever."""

    @model_validator(mode="after")
    def _one_moment(self) -> Self:
        if (self.due_on is None) == (self.due_at is None):
            raise ValueError("a deadline has either due_on or due_at")
        return self


class DeadlineCleared(EventData):
    """The shape of every producer's deadline that ceased."""

    STREAM = "deadlines"
    CONSUMERS = frozenset({Service.NOTIFIER})
    PUBLIC = True

    deadline_id: UUID
    rule: str
    ref: Reference
    organ_id: UUID
    outcome: Outcome


class RequestsDeadlineSet(DeadlineSet):
    """A deadline runs, or its date, provisional mark or responsible people changed."""

    TYPE = "cn.gongkai.requests.deadline-set.v1"
    PRODUCER = Service.REQUESTS


class RequestsDeadlineCleared(DeadlineCleared):
    """A deadline ceased: met, withdrawn, or without a date while its clock stands still."""

    TYPE = "cn.gongkai.requests.deadline-cleared.v1"
    PRODUCER = Service.REQUESTS


class CatalogDeadlineSet(DeadlineSet):
    """A duty to publish or to report runs, or its date or responsible people changed."""

    TYPE = "cn.gongkai.catalog.deadline-set.v1"
    PRODUCER = Service.CATALOG


class CatalogDeadlineCleared(DeadlineCleared):
    """A duty to publish or to report ceased: met, or no longer owed."""

    TYPE = "cn.gongkai.catalog.deadline-cleared.v1"
    PRODUCER = Service.CATALOG


class CaseChanged(EventData):
    """A case took a step; the state after it. Integrators mirror their to-do items from it."""

    TYPE = "cn.gongkai.requests.case-changed.v1"
    STREAM = "cases"
    PRODUCER = Service.REQUESTS
    PUBLIC = True

    case_id: UUID
    number: str | None
    organ_id: UUID
    state: str
    due_on: date | None
    source: str | None
    external_id: str | None


class ApplicantMessageDue(EventData):
    """Something is to be told to the applicant of a case, who is named by reference alone: whoever
    sends it asks requests-api for the address, and for what the message brings, when it sends.
    """

    TYPE = "cn.gongkai.requests.applicant-message-due.v1"
    STREAM = "applicant-messages"
    PRODUCER = Service.REQUESTS
    CONSUMERS = frozenset({Service.NOTIFIER})

    message_id: UUID
    """What is told: of the kind `access_code` the re-issue."""
    kind: str
    """What the message brings."""
    channel: str
    """By what it goes: a channel of the notifier."""
    case_id: UUID
    receipt_number: str
    organ_id: UUID


class OrganChanged(EventData):
    """An organ exists or was changed; the projection of every other service follows."""

    TYPE = "cn.gongkai.catalog.organ-changed.v1"
    STREAM = "organs"
    PRODUCER = Service.CATALOG
    CONSUMERS = frozenset({Service.NOTIFIER, Service.REQUESTS})
    PUBLIC = True

    organ_id: UUID
    parent_id: UUID | None
    path: list[UUID]
    """Ids from the root to this organ itself."""
    name: str
    short_name: str | None
    code: str | None
    region_code: str | None
    valid_from: date | None
    valid_until: date | None


class PersonTold(EventData):
    """What is told of a person of an office: where and as what they work, never an address."""

    STREAM = "people"
    PRODUCER = Service.NOTIFIER
    CONSUMERS = frozenset({Service.REQUESTS})

    person_id: UUID
    subject: str
    """The `sub` of the person's tokens."""
    organ_id: UUID
    roles: list[str]
    """Texts, so that a role of a later release makes no dead letter."""
    name: str
    """What the official is called: shown to colleagues, written to no log."""
    active: bool


class PersonSet(PersonTold):
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
    notice: dict[str, Any]
    """The notice in the form of ``gongkai.calendar`` (dates, document number, coverage)."""
    loaded_at: AwareDatetime
    """When it was put in force here: before that instant nobody could count by it."""
    withdrawn_at: AwareDatetime | None
    """When it was taken out of force."""
