"""The facts that services tell each other, as CloudEvents.

A model per event type; its class variables say who produces and who consumes it, and which events
supersede each other. Data carry ids, organ, rule and dates, never a personal value. A breaking
change is a new ``vN``.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, model_validator


class Service(StrEnum):
    """The three services by the name they carry in event types, settings and queues."""

    CATALOG = "catalog"
    NOTIFIER = "notifier"
    REQUESTS = "requests"


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


class Event(BaseModel):
    """The CloudEvents 1.0 envelope in its JSON form, with our extension attributes."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    specversion: Literal["1.0"] = "1.0"
    id: UUID
    source: str
    type: str
    subject: UUID
    time: datetime
    datacontenttype: Literal["application/json"] = "application/json"
    correlationid: str | None
    revision: int
    """Grows with each event of one stream and subject; a lower one never revives anything."""
    cursor: str
    """Position just behind this event."""
    data: dict[str, Any]

    def payload(self) -> EventData | None:
        """The data as its model, or None for a type that this release does not know."""
        model = EVENT_TYPES.get(self.type)
        return None if model is None else model.model_validate(self.data)


class FeedPage(BaseModel):
    """One page of a change feed."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    items: list[Event]
    next_cursor: str
    """Where to read on; also valid when ``items`` is empty."""
    has_more: bool
    epoch: str
    """Identity of the producer's history; it changes when its database is restored."""
