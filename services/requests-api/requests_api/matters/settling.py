"""What follows from a record: the matter's columns, its deadlines, what the feed is told.

A kind of matter says how it stands by its record (`Standing`); the rest is the same for all.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from gongkai.calendar import WorkingCalendar
from gongkai.codes import LabelledEnum
from gongkai.contracts import (
    EventData,
    Outcome,
    Reference,
    RequestsDeadlineCleared,
    RequestsDeadlineSet,
)
from gongkai.deadlines.book import (
    Bearer,
    Because,
    DeadlineBook,
    DeadlineEvents,
    Key,
    Move,
    Wanted,
)
from gongkai.deadlines.due import Due
from gongkai.deadlines.states import DeadlineState
from gongkai.errors import NotFound, StepNotAllowed
from gongkai.feed import Publication
from gongkai.folding import folded
from gongkai.steps import StepTable
from gongkai.time import PlatformClock
from requests_api.matters.events import DatedEvent, DeadlineRecomputed
from requests_api.matters.file import RecordFile
from requests_api.matters.kinds import MatterKind
from requests_api.matters.late import Timeliness, marked
from requests_api.matters.models import Matter, MatterDeadline

M = TypeVar("M", bound=Matter)
_EVENTS = DeadlineEvents(RequestsDeadlineSet, RequestsDeadlineCleared)


def _rests_on_none(_file: object, _region: object) -> DatedEvent | None:
    return None


def _none(_matter: object, _new: Collection[int], _now: datetime) -> Sequence[Publication]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a matter stands by its record."""

    wanted: Sequence[Wanted]
    """The deadlines that shall run."""
    outcome: Callable[[MatterDeadline], Outcome]
    """How a deadline ceased that shall run no more."""
    changed: EventData
    """What the feed tells of the matter itself."""
    remarks: frozenset[tuple[int, str]]
    """Events, by their number, that had no or not the usual effect, each with a code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[M]):
    """What the desk must know of a kind of matter."""

    kind: MatterKind
    model: type[M]
    reference: str
    """How others name it: `case`."""
    path: str
    """Where it is found: `/requests/v1/cases`."""
    steps: StepTable[Any]
    stages: Mapping[str, LabelledEnum]
    """The stage that each state belongs to."""
    situation: Callable[[M], Any]
    """What its steps are judged by."""
    stand: Callable[[M, RecordFile, WorkingCalendar, datetime], Standing]
    """How it stands by its record at an instant; writes the matter's columns."""
    measure: Callable[[RecordFile, WorkingCalendar, date], Timeliness]
    """How it stands against its term by its record on a day."""
    messages: Callable[[M, Collection[int], datetime], Sequence[Publication]] = _none
    """What its applicant is to be told of the events with these numbers."""
    relocated: Callable[[RecordFile, str | None], DatedEvent | None] = _rests_on_none
    """What is put on record where the directory has its organ in another region than its record
    says; None where that is told already, or its dates rest on none.
    """
    not_found: type[NotFound]
    not_allowed: type[StepNotAllowed]


@dataclass(frozen=True, slots=True)
class Settled:
    """A standing together with the rows and events that follow from it."""

    standing: Standing
    added: Sequence[MatterDeadline]
    published: Sequence[Publication]


@dataclass(frozen=True, slots=True)
class Running:
    """The ends of the deadlines that run at one moment."""

    ends: Mapping[Key, Due]

    def moves_to(self, later: Iterable[MatterDeadline]) -> Sequence[Move]:
        """What moved until ``later``, by rule and subject."""
        after = running(later).ends
        return [
            Move(key, self.ends.get(key), after.get(key))
            for key in sorted(self.ends.keys() | after.keys())
            if self.ends.get(key) != after.get(key)
        ]


def running(deadlines: Iterable[MatterDeadline]) -> Running:
    """The ends of those of ``deadlines`` that run now."""
    return Running(
        {(row.rule, row.subject): row.due for row in deadlines if row.state == DeadlineState.OPEN}
    )


def number_of(matter: Matter) -> str:
    """The number by which an office knows the matter now."""
    return matter.number or matter.receipt_number


def searched(matter: Matter) -> str:
    """What a search of the worklist looks in."""
    parts = (matter.title, matter.document_reference, matter.number, matter.receipt_number)
    return "\n".join(folded(part) for part in parts if part)


def settle(
    kind: Kind[M],
    matter: M,
    file: RecordFile,
    deadlines: Sequence[MatterDeadline],
    calendar: WorkingCalendar,
    clock: PlatformClock,
    *,
    new: Collection[int],
    model: type[MatterDeadline] = MatterDeadline,
) -> Settled:
    """Bring a matter and its ``deadlines`` in line with its record, whose ``new`` events are told
    to whom they concern; new deadlines are of ``model``.
    """
    now = clock.now()
    matter.late_entries = marked(file)
    standing = kind.stand(matter, file, calendar, now)
    matter.search_text = searched(matter)
    matter.unmoved = file.unmoved
    reference = Reference(
        kind=kind.reference, id=matter.id, number=number_of(matter), path=f"{kind.path}/{matter.id}"
    )
    bearer = Bearer(
        reference=reference,
        organ_id=matter.organ_id,
        assignee=matter.assignee,
        is_gathered=matter.frequency is not None,
        because=_because(file, new),
    )
    book = DeadlineBook(model, _EVENTS, bearer, now)
    book.settle(deadlines, standing.wanted, standing.outcome)
    changed = Publication(
        payload=standing.changed,
        entity_id=matter.id,
        revision=matter.version,
        organ_id=matter.organ_id,
        occurred_at=now,
    )
    told = kind.messages(matter, new, now)
    return Settled(standing, book.added, [*book.published, changed, *told])


def _because(file: RecordFile, new: Collection[int]) -> Because | None:
    """What moves the deadlines that move by the ``new`` events: the first of these."""
    if not new:
        return None
    event = file.recorded[min(new) - 1].event
    if isinstance(event, DeadlineRecomputed):
        return Because(event.reason.value, event.reason.label)
    return Because(event.TYPE, event.LABEL)
