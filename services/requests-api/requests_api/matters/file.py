"""The record of a matter as it is read: corrections applied, days checked against it. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from gongkai.record.events import Recorded, RecordedEvent
from gongkai.time import shanghai_date
from requests_api.matters.events import (
    CarriedOver,
    ConfirmationAwaited,
    DateCorrected,
    DatedEvent,
    EntryConfirmed,
    Mark,
)

E = TypeVar("E", bound=RecordedEvent)


class RecordFile:
    """The events of one matter; every date that is asked for comes from here.

    `stated` are the events with the days that people state, corrections applied; `effective` those
    with the days that count: what awaits a second person counts on the day of its entry, or not at
    all where that would favour the office (`DatedEvent.LATER_FAVOURS`).
    ``awaiting`` are numbers that await one besides those that the record names.
    """

    def __init__(self, recorded: Iterable[Recorded], *, awaiting: Collection[int] = ()) -> None:
        self.recorded = tuple(recorded)
        self.awaiting = awaiting_in(self.recorded) | {*awaiting}
        stated = _stated(self.recorded, self.awaiting)
        self.stated: Sequence[Recorded] = tuple(stated.values())
        self.effective = tuple(
            _counted(item, self.awaiting)
            for item in self.stated
            if item.seq not in self.awaiting or not _gains_later(item)
        )
        self._entered_at = {
            entry.seq: entry.recorded_at
            for item in self.recorded
            if isinstance(item.event, CarriedOver)
            for entry in item.event.entries
        }
        self._standing = [item for item in self.stated if self.overtaken_by(item) is None]

    def of(self, kind: type[E], ref: object = None) -> Iterator[tuple[Recorded, E]]:
        """The events of a type (of the part ``ref``, if it is given), oldest first."""
        for item in self.stated:
            if isinstance(item.event, kind) and (ref is None or _ref(item.event) == str(ref)):
                yield item, item.event

    def at(self, seq: int) -> Recorded | None:
        """The event of that number, with the day that is stated for it now."""
        return next((item for item in self.stated if item.seq == seq), None)

    def entered_at(self, item: Recorded) -> datetime:
        """When an event was entered first: in another file, where it was carried over from one."""
        return self._entered_at.get(item.seq, item.recorded_at)

    def overtaken_by(self, item: Recorded) -> Recorded | None:
        """What states the same again, later on record, where the last statement holds."""
        event = item.event
        if not isinstance(event, DatedEvent) or not event.RETOLD:
            return None
        again = (
            later
            for later in self.stated
            if later.seq > item.seq
            and later.event.TYPE == event.TYPE
            and _ref(later.event) == _ref(event)
        )
        return next(again, None)

    @property
    def unmoved(self) -> dict[str, int] | None:
        """From which number to the last one nothing but marks was entered; None where the last
        event is none.
        """
        last = first = len(self.recorded)
        while first and isinstance(self.recorded[first - 1].event, Mark):
            first -= 1
        return None if first == last else {"from": first, "to": last}

    @property
    def correctable(self) -> list[int]:
        """The numbers of the events whose day can be put right."""
        return [item.seq for item in self._standing if item.event.is_correctable]

    def latest(self, seq: int) -> int:
        """The number of the event that says the day of ``seq`` now: itself, or a correction."""
        return max((i.seq for i in self.recorded if self.root(i.seq) == seq), default=seq)

    def stated_by(self, seq: int) -> str:
        """Who states the day of ``seq``: who entered it, or who put it right since."""
        if isinstance(self.recorded[seq - 1].event, DateCorrected):
            return self.recorded[seq - 1].actor
        said = [i for i in self.recorded if self.root(i.seq) == seq and i.seq not in self.awaiting]
        return max(said, key=lambda i: i.seq, default=self.recorded[seq - 1]).actor

    def rests_on(self, seq: int) -> Recorded | None:
        """The first of what the event of that number must follow whose own day awaits a second
        person.
        """
        dated = self.at(self.root(seq) or seq)
        event = None if dated is None else dated.event
        if not isinstance(event, DatedEvent):
            return None
        waiting = (
            item
            for item in self._standing
            if item.seq in self.awaiting
            and item.event.TYPE in event.FOLLOWS
            and _belongs(item, event)
        )
        return next(waiting, None)

    def root(self, seq: int) -> int | None:
        """The number of the event whose day ``seq`` says: itself, or what it puts right."""
        if not 1 <= seq <= len(self.recorded):
            return None
        item = self.recorded[seq - 1]
        while item.supersedes is not None:
            item = self.recorded[item.supersedes - 1]
        return item.seq

    def not_before(self, event: RecordedEvent) -> Recorded | None:
        """The latest of what ``event`` must follow, by its day."""
        if not isinstance(event, DatedEvent):
            return None
        before = [i for i in self._standing if i.event.TYPE in event.FOLLOWS and _belongs(i, event)]
        return max(before, key=lambda item: item.on, default=None)

    def not_after(self, event: DatedEvent) -> tuple[date, DatedEvent] | None:
        """The earliest day of what must follow ``event``."""
        after = [
            (item.event.days(item.on)[0], item.event)
            for item in self._standing
            if isinstance(item.event, DatedEvent)
            and event.TYPE in item.event.FOLLOWS
            and _belongs(item, event)
        ]
        return min(after, key=lambda found: found[0], default=None)


def effective(recorded: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """The events with the days that count now; a correction is no event of its own.

    A correction may itself be put right: the last one on record holds.
    """
    return RecordFile(recorded).effective


def awaiting_in(recorded: Iterable[Recorded]) -> frozenset[int]:
    """The numbers of the events that a second person has yet to confirm."""
    waiting: set[int] = set()
    for item in recorded:
        match item.event:
            case ConfirmationAwaited(entries=entries):
                waiting |= {*entries}
            case EntryConfirmed(entry=entry):
                waiting.discard(entry)
    return frozenset(waiting)


def _stated(recorded: Iterable[Recorded], awaiting: Collection[int]) -> Mapping[int, Recorded]:
    """By number, with the days of those corrections that count."""
    known: dict[int, Recorded] = {}
    roots: dict[int, int] = {}
    for item in recorded:
        if isinstance(item.event, DateCorrected) and item.supersedes is not None:
            root = roots[item.seq] = roots[item.supersedes]
            if item.seq not in awaiting:
                known[root] = replace(known[root], on=item.on)
        else:
            known[item.seq] = item
            roots[item.seq] = item.seq
    return known


def _counted(item: Recorded, awaiting: Collection[int]) -> Recorded:
    entered_on = shanghai_date(item.recorded_at)
    return replace(item, on=entered_on) if item.seq in awaiting else item


def _gains_later(item: Recorded) -> bool:
    return isinstance(item.event, DatedEvent) and item.event.LATER_FAVOURS


def _ref(event: RecordedEvent) -> str | None:
    ref = getattr(event, "ref", None)
    return None if ref is None else str(ref)


def _belongs(item: Recorded, event: DatedEvent) -> bool:
    other = item.event
    of_one_kind = isinstance(other, DatedEvent) and other.PART == event.PART
    return not of_one_kind or _ref(other) == _ref(event)
