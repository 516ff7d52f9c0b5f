"""The record of a matter as it is read: corrections applied, days checked against it. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from gongkai.record.events import Recorded, RecordedEvent
from requests_api.matters.events import DateCorrected, DatedEvent

E = TypeVar("E", bound=RecordedEvent)


class RecordFile:
    """The events of one matter; every date that is asked for comes from here."""

    def __init__(self, recorded: Iterable[Recorded]) -> None:
        self.recorded = tuple(recorded)
        self.effective = effective(self.recorded)
        self._standing = [item for item in self.effective if self.overtaken_by(item) is None]

    def of(self, kind: type[E], ref: object = None) -> Iterator[tuple[Recorded, E]]:
        """The events of a type (of the part ``ref``, if it is given), oldest first."""
        for item in self.effective:
            if isinstance(item.event, kind) and (ref is None or _ref(item.event) == str(ref)):
                yield item, item.event

    def at(self, seq: int) -> Recorded | None:
        """The event of that number, with the day that holds for it now."""
        return next((item for item in self.effective if item.seq == seq), None)

    def overtaken_by(self, item: Recorded) -> Recorded | None:
        """What states the same again, later on record, where the last statement holds."""
        event = item.event
        if not isinstance(event, DatedEvent) or not event.RETOLD:
            return None
        again = (
            later
            for later in self.effective
            if later.seq > item.seq
            and later.event.TYPE == event.TYPE
            and _ref(later.event) == _ref(event)
        )
        return next(again, None)

    @property
    def correctable(self) -> list[int]:
        """The numbers of the events whose day can be put right."""
        return [item.seq for item in self._standing if item.event.CORRECTABLE]

    def latest(self, seq: int) -> int:
        """The number of the event that says the day of ``seq`` now: itself, or a correction."""
        return max((i.seq for i in self.recorded if self.root(i.seq) == seq), default=seq)

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

    def not_after(self, event: RecordedEvent) -> Recorded | None:
        """The earliest of what must follow ``event``, by its day."""
        after = [
            item
            for item in self._standing
            if isinstance(item.event, DatedEvent)
            and event.TYPE in item.event.FOLLOWS
            and _belongs(item, event)
        ]
        return min(after, key=lambda item: item.on, default=None)


def effective(recorded: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """The events with the days that hold now; a correction is no event of its own.

    A correction may itself be put right: the last one on record holds.
    """
    known: dict[int, Recorded] = {}
    roots: dict[int, int] = {}
    for item in recorded:
        if isinstance(item.event, DateCorrected) and item.supersedes is not None:
            root = roots[item.supersedes]
            known[root] = replace(known[root], on=item.on)
            roots[item.seq] = root
        else:
            known[item.seq] = item
            roots[item.seq] = item.seq
    return tuple(known.values())


def _ref(event: RecordedEvent) -> str | None:
    ref = getattr(event, "ref", None)
    return None if ref is None else str(ref)


def _belongs(item: Recorded, event: RecordedEvent) -> bool:
    ours, theirs = _ref(event), _ref(item.event)
    return ours is None or theirs is None or ours == theirs
