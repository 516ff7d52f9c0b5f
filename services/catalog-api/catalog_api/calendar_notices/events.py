"""What stands on the record of a calendar notice."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from gongkai.calendar import NoticeKind
from gongkai.record import RecordedEvent


class NamedDay(BaseModel):
    """A day that a notice names, and what it calls it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: date
    name: str


class NoticeLoaded(RecordedEvent):
    """A notice was put in force, with every day that it names."""

    TYPE = "notice_loaded"
    LABEL = "录入放假安排通知"

    year: int
    kind: NoticeKind
    jurisdiction: str
    title: str
    number: str | None
    issued_on: date | None
    source: str
    covers_until: date | None
    holidays: tuple[NamedDay, ...]
    working_days: tuple[NamedDay, ...]


class NoticeWithdrawn(RecordedEvent):
    """A notice was taken out of force, or another one took its place (`superseded_by`)."""

    TYPE = "notice_withdrawn"
    LABEL = "撤回放假安排通知"

    reason: str
    superseded_by: UUID | None
