"""What the applicant is told of by its record, and what of it nobody has told them yet. Pure."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from gongkai.record.events import Recorded
from gongkai.time import shanghai_date
from requests_api.cases.kinds import Telling
from requests_api.cases.story import CaseEvent
from requests_api.matters.events import CarriedOver


class Told(NamedTuple):
    """An event that its applicant is told of, and by which message."""

    seq: int
    telling: Telling
    on: date
    recorded_at: datetime
    message: UUID
    is_lost: bool = False
    """Whether that message never arrived: the office tells it."""

    def stored(self) -> dict[str, Any]:
        """As the column holds it."""
        return {
            "seq": self.seq,
            "telling": self.telling.value,
            "on": self.on.isoformat(),
            "message": str(self.message),
            "is_lost": self.is_lost,
        }


def told_of(case_id: UUID, events: Iterable[Recorded], *, is_gathered: bool) -> Iterator[Told]:
    """What the applicant is told of, oldest first; not of what another file has told them.

    Each event is a message of its own; of an applicant who asks very often all events of a case and
    day are one (``is_gathered``), so that a flood of applications is no flood of mails.
    """
    known = tuple(events)
    elsewhere = _told_elsewhere(known)
    for item in known:
        event = item.event
        telling = event.telling if isinstance(event, CaseEvent) else None
        if telling is None or item.seq in elsewhere:
            continue
        of = shanghai_date(item.recorded_at).isoformat() if is_gathered else str(item.seq)
        yield Told(item.seq, telling, item.on, item.recorded_at, uuid5(case_id, f"told {of}"))


def untold(case_id: UUID, events: Iterable[Recorded], *, is_gathered: bool) -> list[Told]:
    """What of it neither a message that was sent nor the office itself has told the applicant."""
    known = tuple(events)
    answers = [(item.seq, item.event) for item in known if isinstance(item.event, CaseEvent)]
    waiting = []
    for told in told_of(case_id, known, is_gathered=is_gathered):
        lost_at = max((seq for seq, event in answers if event.has_lost(told.message)), default=0)
        if not any(_tells(event, told, lost_at, seq) for seq, event in answers if seq > told.seq):
            waiting.append(told._replace(is_lost=lost_at > 0))
    return waiting


def _tells(event: CaseEvent, told: Told, lost_at: int, seq: int) -> bool:
    """Whether an event says that the applicant was told; by a message that was lost since not."""
    return event.has_told(told.seq, told.message) and (seq > lost_at or not event.BY_MESSAGE)


def _told_elsewhere(events: Iterable[Recorded]) -> Collection[int]:
    """The numbers of the events that were carried over from another file or register."""
    elsewhere: set[int] = set()
    for item in events:
        if isinstance(item.event, CarriedOver):
            elsewhere.update(entry.seq for entry in item.event.entries)
        elif isinstance(item.event, CaseEvent):
            elsewhere.update(item.event.told_elsewhere(item.seq))
    return elsewhere
