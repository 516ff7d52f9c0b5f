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
from requests_api.splitting.events import SplitOff

_CARRIED = frozenset({EventType.EXTENDED})
"""What moves the term of each part as it does that of the first. Whatever else moves one was asked,
set or paused once, on everything that was asked for, with a letter of its own.
"""
_FIRST_CARRIED = 2
"""Number of the first event of a part behind the one that says where it comes from."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The beginning of a part's record."""

    origin: SplitOff
    events: Sequence[tuple[RecordedEvent, date]]
    """With the days that are stated for them."""


def carried_from(first_id: UUID, file: RecordFile) -> Carried | None:
    """What the record of a part begins with, by that of the first file; None where something was
    done on the whole that a part cannot have.
    """
    told = [(item, _story_of(item)) for item in file.effective]
    if any(event.type not in _CARRIED for _, story in told for event in story.events):
        return None
    telling = [item for item, story in told if story != Story()]
    entries = tuple(
        CarriedEntry(seq=number, first_seq=item.seq, recorded_at=file.entered_at(item))
        for number, item in enumerate(telling, start=_FIRST_CARRIED)
    )
    return Carried(
        SplitOff(first=first_id, entries=entries),
        [(_of_part(item.event), item.on) for item in telling],
    )


def _story_of(item: Recorded) -> Story:
    """What an event means to the clock."""
    story = Story()
    if isinstance(item.event, CaseEvent):
        item.event.tell(story, item)
    return story


def _of_part(event: RecordedEvent) -> RecordedEvent:
    """Another system knows the first file and none of its parts."""
    if isinstance(event, ApplicationReceived):
        return event.model_copy(update={"source": None, "external_id": None})
    return event
