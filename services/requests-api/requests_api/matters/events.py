"""What can stand on the record of any matter."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from gongkai.record.events import RecordedEvent
from requests_api.matters.kinds import MovedBecause


class Mark(RecordedEvent):
    """An event on which no decision rests: who decided on the version before it, decides as well
    on the one behind it.
    """


class DatedEvent(RecordedEvent):
    """An event whose day a person stated: it is checked, and it can be put right.

    A subclass with a member `ref` is about one part of the matter.
    """

    CORRECTABLE: ClassVar[bool] = True
    DAY: ClassVar[str]
    """What an office calls its day."""
    FOLLOWS: ClassVar[frozenset[str]] = frozenset()
    """Types of events before which it cannot have happened; those of a part of its own kind: of the
    same part.
    """
    PART: ClassVar[str | None] = None
    """What kind of part of the matter it is about; `ref` names the one."""
    RETOLD: ClassVar[bool] = False
    """Whether it may be stated again: then the last statement holds, and the earlier ones not."""
    LATER_FAVOURS: ClassVar[bool] = False
    """Whether the office gains by a later day, too: what awaits a second person then does not count
    on the day of its entry, but not at all.
    """

    def days(self, on: date) -> Sequence[date]:
        """Every day that is stated when it is stated for ``on``, in the order they must have."""
        return (on,)


class CarriedEntry(BaseModel):
    """An event that stands on the record of another file, too."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    seq: int
    """Its number here."""
    first_seq: int
    """Its number there."""
    recorded_at: datetime
    """When it was entered there: what was entered in time there was not entered late here."""


class CarriedOver(RecordedEvent):
    """The file was made of another one, and begins with events of its record."""

    first: UUID
    """The other file."""
    entries: tuple[CarriedEntry, ...]
    """What was carried over."""


class DateCorrected(RecordedEvent):
    """The day of an earlier event was entered wrongly: `occurred_on` is the right one. The event
    that it supersedes stands unchanged; the reason is kept beside the record.
    """

    TYPE = "date_corrected"
    LABEL = "更正日期"

    corrects: str
    """Type of the event whose day was wrong."""


class ConfirmationAwaited(RecordedEvent):
    """What was entered after a term had ended, and would move it or make a late act timely, counts
    on the day of its entry until a second person has confirmed the day that is stated; a letter's
    delivery, by which the office gains the later it is, does not count until then.
    """

    TYPE = "confirmation_awaited"
    LABEL = "迟录事项待第二人核实"

    entries: tuple[int, ...]
    """Numbers of the events."""


class EntryConfirmed(RecordedEvent):
    """A second person confirmed the stated day of an event that was entered late: it counts now.
    The reason is kept beside the record.
    """

    TYPE = "entry_confirmed"
    LABEL = "核实迟录日期"

    entry: int
    """Number of the event."""


class DeadlineMoved(BaseModel):
    """A deadline that a new calendar, or time alone, moved."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    rule: str
    """The rule that sets it."""
    ref: str | None
    """What it applies to inside the matter: a consultation's id; null for the whole."""
    before: str | None
    """Day or instant, null where there was none."""
    after: str | None
    """Day or instant, null where it runs no more."""


class DeadlineRecomputed(RecordedEvent):
    """A date was computed again: a holiday notice was loaded or withdrawn, a local text was loaded,
    the organ is in another region by the directory, or a period ended.
    """

    TYPE = "deadline_recomputed"
    LABEL = "重新计算期限"

    reason: MovedBecause
    """Why it was computed again."""
    due_on_before: date | None
    """The last day before; null where there was none."""
    due_on: date | None
    """The last day now; null where there is none."""
    calendar_before: str
    """Version of the calendar before; behind its `~`, of the local texts that were loaded."""
    calendar: str
    """Version of the calendar now."""
    moved: tuple[DeadlineMoved, ...]
    """The deadlines that moved."""
