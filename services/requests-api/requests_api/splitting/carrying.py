"""Which events of a file a part has too: those that mean something to the clock. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongkai.record.events import Recorded, RecordedEvent
from requests_api.cases.story import CaseEvent, Story
from requests_api.clock.facts import EventType
from requests_api.intake.events import ApplicationReceived
from requests_api.matters.events import CarriedEntry
from requests_api.matters.file import RecordFile
from requests_api.splitting.errors import SplittingTooLate
from requests_api.splitting.events import SplitOff

_OF_THE_WHOLE = frozenset(
    {
        EventType.CONSULTATION_SENT,
        EventType.CONSULTATION_ANSWERED,
        EventType.FEE_NOTIFIED,
        EventType.FEE_PAID,
    }
)
"""What was done once, on everything that was asked for."""
_FIRST_CARRIED = 2
"""Number of the first event of a part behind the one that says where it comes from."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The beginning of a part's record."""

    origin: SplitOff
    events: Sequence[tuple[RecordedEvent, date]]
    """With the days that are stated for them."""


def carried_from(first_id: UUID, file: RecordFile) -> Carried:
    """What the record of a part begins with, by that of the first file; raises
    `SplittingTooLate`.
    """
    telling = [item for item in file.effective if _tells(item)]
    entries = tuple(
        CarriedEntry(seq=number, first_seq=item.seq, recorded_at=file.entered_at(item))
        for number, item in enumerate(telling, start=_FIRST_CARRIED)
    )
    return Carried(
        SplitOff(first=first_id, entries=entries),
        [(_of_part(item.event), item.on) for item in telling],
    )


def _tells(item: Recorded) -> bool:
    """Whether an event means anything to the clock."""
    if not isinstance(item.event, CaseEvent):
        return False
    story = Story()
    item.event.tell(story, item)
    if any(event.type in _OF_THE_WHOLE for event in story.events):
        raise SplittingTooLate
    return story != Story()


def _of_part(event: RecordedEvent) -> RecordedEvent:
    """Another system knows the first file and none of its parts."""
    if isinstance(event, ApplicationReceived):
        return event.model_copy(update={"source": None, "external_id": None})
    return event
