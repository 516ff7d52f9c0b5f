"""The events of deadlines: one shape, and types of each producer's own."""

from datetime import date
from typing import Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, JsonValue, model_validator

from gongkai.codes import LabelledEnum
from gongkai.contracts.base import EventData, Service


class Unit(LabelledEnum):
    """What a deadline is counted in."""

    DATE = "date", "固定日期"
    HOUR = "hour", "小时"
    MONTH = "month", "月"
    NATURAL_DAY = "natural_day", "自然日"
    WORKING_DAY = "working_day", "工作日"


class Outcome(LabelledEnum):
    """How a deadline ceased: met, without a date while its clock stands still, or gone."""

    MET = "met", "已办结"
    STOPPED = "stopped", "暂停计算"
    VOID = "void", "不再适用"


class Reference(BaseModel):
    """What a deadline belongs to: kind, id, the office's number once there is one, and the path
    under which its service shows it. A reader keeps a kind that it does not know.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)

    kind: str
    """What kind of thing it is: `case`, and whatever its service names."""
    id: UUID
    """The thing."""
    number: str | None
    """The number that an office knows it by; null while it has none."""
    path: str
    """Where its service shows it."""


class Asked(BaseModel):
    """Who is to act by a deadline that is not the responsible clerk's: an approval. They are told
    once, when it begins; the matter's own term has its own reminders.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)

    roles: tuple[str, ...]
    """Who holds one of these roles in the organ may act."""
    subject: str | None
    """The one person who may, where one is named; then the roles say nothing."""
    not_by: tuple[str, ...]
    """Who may not, whatever their role: whoever drafted it or has acted already."""
    stand_in: tuple[str, ...]
    """The roles of those who may act in the place of somebody absent."""


class DeadlineSet(EventData):
    """The shape of every producer's deadline that runs, or changed."""

    STREAM = "deadlines"
    CONSUMERS = frozenset({Service.NOTIFIER})
    PUBLIC = True

    deadline_id: UUID
    """The deadline; the event's subject."""
    rule: str
    """The rule by which it runs: `DL-01`."""
    ref: Reference
    """What it belongs to."""
    organ_id: UUID
    """The organ that has to meet it."""
    assignee: str | None
    """Who handles the matter: the subject of their tokens; null while nobody does."""
    unit: Unit
    """What it is counted in."""
    due_on: date | None
    """Its last day; null where it ends at an instant."""
    due_at: AwareDatetime | None
    """The instant at which it ends; null where it ends with a day."""
    provisional: bool
    """Whether it lies beyond the announced calendar and may still move."""
    moved_earlier: bool
    """Whether it ends earlier than was told before."""
    because: str | None = None
    """What set or moved its date, as a code: `calendar_changed`, or an act on record; null where
    the date is as it was.
    """
    because_label: str | None = None
    """What an office calls that; it says nothing of the matter."""
    gathered: bool
    """Whether it is one of many of one source, so that its announcements are gathered and not sent
    one by one; reminders on the way to its end come as ever."""
    asked: Asked | None = None
    """Who is to act by it, where it is not who handles the matter; null for a term of the matter.
    """

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
    """The deadline; the event's subject."""
    rule: str
    """The rule by which it ran."""
    ref: Reference
    """What it belongs to."""
    organ_id: UUID
    """The organ that had to meet it."""
    outcome: Outcome
    """How it ceased."""


_CLEARED: dict[str, JsonValue] = {
    "deadline_id": "00000000-0000-7000-8000-000000000003",
    "rule": "DL-01",
    "ref": {
        "kind": "case",
        "id": "00000000-0000-7000-8000-000000000002",
        "number": "依申〔2026〕1号",
        "path": "/requests/v1/cases/00000000-0000-7000-8000-000000000002",
    },
    "organ_id": "00000000-0000-7000-8000-000000000001",
    "outcome": "met",
}


class RequestsDeadlineSet(DeadlineSet):
    """A deadline runs, or its date, provisional mark or responsible people changed."""

    TYPE = "cn.gongkai.requests.deadline-set.v1"
    PRODUCER = Service.REQUESTS


class RequestsDeadlineCleared(DeadlineCleared, json_schema_extra={"examples": [_CLEARED]}):
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
