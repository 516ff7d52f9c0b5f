"""What stands on the record of a calendar notice."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from gongkai.calendar import NoticeKind
from gongkai.record import RecordedEvent


class NamedDay(BaseModel):
    """A day that a notice names, and what it calls it."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    on: date
    """The day."""
    name: str
    """What the notice calls it."""


class NoticeLoaded(RecordedEvent):
    """A notice was put in force, with every day that it names."""

    TYPE = "notice_loaded"
    LABEL = "录入放假安排通知"

    year: int
    """The year that it arranges."""
    kind: NoticeKind
    """Whether it arranges the year or amends it."""
    jurisdiction: str
    """Division code of the region in which it holds; the whole country's is CN."""
    title: str
    """Its title."""
    number: str | None
    """Its document number."""
    issued_on: date | None
    """The day of the document."""
    source: str
    """Where it was published."""
    covers_until: date | None
    """Until when the calendar is settled by it."""
    holidays: tuple[NamedDay, ...]
    """Days of rest, named."""
    working_days: tuple[NamedDay, ...]
    """Days of work on weekends, named."""


class NoticeWithdrawn(RecordedEvent):
    """A notice was taken out of force, or another one took its place (`superseded_by`)."""

    TYPE = "notice_withdrawn"
    LABEL = "撤回放假安排通知"

    reason: str
    """Why."""
    superseded_by: UUID | None
    """The notice that took its place."""
