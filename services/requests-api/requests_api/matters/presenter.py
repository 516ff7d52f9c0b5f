"""How any matter is shown: its head, its light, what it waits for, what was said."""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from gongkai.calendar import WorkingCalendar
from gongkai.contracts import Unit
from gongkai.crypto.fields import KeyRing
from gongkai.deadlines.due import Due
from gongkai.deadlines.lights import Light, Remaining, light_of, remaining
from gongkai.record.events import label_of
from gongkai.time import shanghai_date
from requests_api.matters.kinds import WaitingFor
from requests_api.matters.models import WORDS
from requests_api.matters.schemas import MarkedEntryOut, WaitingOut

_INSTANT = timedelta(microseconds=1)


class Timed(Protocol):
    """What a light is made from: a matter, or a row with its columns."""

    unit: str | None
    ends_at: datetime | None
    jurisdiction: str | None


class Pressure(NamedTuple):
    """How near the end of what must be done next is."""

    light: Light
    remaining: Remaining | None
    due: Due | None


def due_of(matter: Timed) -> Due | None:
    """By when the office must act: the end of a day, or an instant."""
    if matter.ends_at is None:
        return None
    if matter.unit == Unit.HOUR:
        return Due(at=matter.ends_at)
    return Due(on=shanghai_date(matter.ends_at - _INSTANT))


def pressure_of(matter: Timed, now: datetime, calendar: WorkingCalendar) -> Pressure:
    """The light of a matter by the calendar of its division."""
    calendar = calendar.for_jurisdiction(matter.jurisdiction)
    due = due_of(matter)
    left = None if due is None else remaining(due, now, calendar)
    return Pressure(light_of(due, now, calendar), left, due)


def waiting_out(waiting: Iterable[Mapping[str, Any]]) -> list[WaitingOut]:
    """What holds the file, with the words for it."""
    return [
        WaitingOut(
            code=WaitingFor(item["code"]),
            code_label=WaitingFor(item["code"]).label,
            ref=item["ref"],
            since=date.fromisoformat(item["since"]),
            until=None if item["until"] is None else date.fromisoformat(item["until"]),
        )
        for item in waiting
    ]


class Part(NamedTuple):
    """A part of a matter that steps can be taken on."""

    name: str
    """As the paths of the steps name it: `consultation_id`."""
    id: UUID | int


def marked_out(
    entries: Iterable[Mapping[str, Any]] | None, names: Mapping[str, str]
) -> list[MarkedEntryOut]:
    """What was entered later than it happened; ``names`` has those of who entered it."""
    return [
        MarkedEntryOut(
            seq=entry["seq"],
            type=entry["type"],
            label=label_of(entry["type"]) or entry["type"],
            on=entry["on"],
            entered_on=entry["entered_on"],
            entered_by=entry["entered_by"],
            entered_by_name=names.get(entry["entered_by"]),
            late_by_days=entry["late_by_days"],
            awaits_confirmation=entry["awaits_confirmation"],
        )
        for entry in entries or ()
    ]


def sealed_in(read: Iterable[Mapping[str, Any]] | None) -> Mapping[int, bytes]:
    """The column `SAID` of a reading, by number of the event."""
    return {item["seq"]: b64decode(item["words"]) for item in read or ()}


class Words:
    """What was said with the acts on one matter; ``sealed`` is empty for who may not read it."""

    def __init__(self, matter_id: UUID, sealed: Mapping[int, bytes], keys: KeyRing) -> None:
        self._matter_id, self._sealed, self._keys = matter_id, sealed, keys

    def of(self, seq: int | None) -> str | None:
        """The words of event ``seq``; None where nothing was said or may be read."""
        if seq is None or seq not in self._sealed:
            return None
        return WORDS.shown(self._keys, self._sealed[seq], self._matter_id, seq)
