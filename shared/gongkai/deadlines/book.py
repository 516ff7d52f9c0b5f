"""The book of an aggregate's deadlines: what runs is compared with what shall run.

A feature says what shall run (`Wanted`) and how a deadline that shall not run any more ceased; the
book changes the rows and says what the feed is told. Settling twice changes nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from gongkai.contracts import (
    Asked,
    DeadlineCleared,
    DeadlineSet,
    EventData,
    Outcome,
    Reference,
    Unit,
)
from gongkai.db import new_id
from gongkai.deadlines.due import Due
from gongkai.deadlines.models import DeadlineRow
from gongkai.deadlines.states import DeadlineState
from gongkai.feed import Publication

Key = tuple[str, str]
"""Rule and subject: what the rule applies to inside the aggregate, empty for the whole."""
Row = TypeVar("Row", bound=DeadlineRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A deadline that shall run."""

    rule: str
    subject: str = ""
    unit: Unit
    due: Due
    is_provisional: bool
    asked: Asked | None = None
    """Who is to act by it, where it is not who handles the matter."""

    @property
    def key(self) -> Key:
        """What tells it apart inside its aggregate."""
        return self.rule, self.subject


class Move(NamedTuple):
    """A deadline that moves: its end, or only its provisional mark; None where it does not run."""

    key: Key
    before: Due | None
    after: Due | None


@dataclass(frozen=True, slots=True)
class DeadlineEvents:
    """The pair of event types in which a producer tells of its deadlines."""

    set: type[DeadlineSet]
    cleared: type[DeadlineCleared]


class Because(NamedTuple):
    """What sets or moves dates: a code, and what an office calls it."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Whose deadlines they are: what all those of one aggregate have in common."""

    reference: Reference
    organ_id: UUID
    assignee: str | None
    is_gathered: bool = False
    """Whether what is announced of them is gathered: there are many of one source."""
    because: Because | None = None
    """What sets or moves those that are set or move now, where that is known."""


def moves(known: Iterable[DeadlineRow], wanted: Iterable[Wanted]) -> Sequence[Move]:
    """What changes between the deadlines that run and those that shall run, by their keys."""
    before = {
        (row.rule, row.subject): (row.due, row.is_provisional)
        for row in known
        if row.state == DeadlineState.OPEN
    }
    after = {item.key: (item.due, item.is_provisional) for item in wanted}
    return [
        Move(key, before.get(key, (None,))[0], after.get(key, (None,))[0])
        for key in sorted(before.keys() | after.keys())
        if before.get(key) != after.get(key)
    ]


class DeadlineBook(Generic[Row]):
    """Brings the deadlines of one aggregate in line with what shall run.

    `added` are the rows that are new, `published` what the feed is told of each change.
    """

    def __init__(
        self, model: type[Row], events: DeadlineEvents, bearer: Bearer, now: datetime
    ) -> None:
        self.added: list[Row] = []
        self.published: list[Publication] = []
        self._model = model
        self._events = events
        self._bearer = bearer
        self._now = now

    def settle(
        self, known: Sequence[Row], wanted: Iterable[Wanted], outcome: Callable[[Row], Outcome]
    ) -> None:
        """``known`` are the aggregate's rows; ``outcome`` says how one ceased that is not wanted.

        It is asked of those that run and, since the end of the aggregate also ends a date that
        stood still, of those that are stopped.
        """
        rows = {(row.rule, row.subject): row for row in known}
        unsettled = {
            key: row
            for key, row in rows.items()
            if row.state in (DeadlineState.OPEN, DeadlineState.STOPPED)
        }
        for key, item in {item.key: item for item in wanted}.items():
            unsettled.pop(key, None)
            self._set(rows.get(key), item)
        for row in unsettled.values():
            self._clear(row, outcome(row))

    def _set(self, row: Row | None, item: Wanted) -> None:
        bearer, before = self._bearer, None
        number = bearer.reference.number
        if row is None:
            row = self._model(
                id=new_id(),
                aggregate_id=bearer.reference.id,
                rule=item.rule,
                subject=item.subject,
                revision=0,
            )
            self.added.append(row)
        else:
            before = row.due if row.state == DeadlineState.OPEN else None
            present = (before, row.unit, row.is_provisional, row.assignee, row.number)
            if present == (item.due, item.unit, item.is_provisional, bearer.assignee, number):
                return
        row.state, row.due, row.unit = DeadlineState.OPEN.value, item.due, item.unit.value
        row.is_provisional, row.assignee, row.number = item.is_provisional, bearer.assignee, number
        because = bearer.because if before != item.due else None
        self._publish(
            row,
            self._events.set(
                deadline_id=row.id,
                rule=row.rule,
                ref=bearer.reference,
                organ_id=bearer.organ_id,
                assignee=bearer.assignee,
                unit=item.unit,
                due_on=item.due.on,
                due_at=item.due.at,
                provisional=item.is_provisional,
                moved_earlier=before is not None and item.due.ends_at < before.ends_at,
                because=because and because.code,
                because_label=because and because.label,
                gathered=bearer.is_gathered,
                asked=item.asked,
            ),
        )

    def _clear(self, row: Row, outcome: Outcome) -> None:
        if row.state == outcome:
            return
        row.state = outcome.value
        self._publish(
            row,
            self._events.cleared(
                deadline_id=row.id,
                rule=row.rule,
                ref=self._bearer.reference,
                organ_id=self._bearer.organ_id,
                outcome=outcome,
            ),
        )

    def _publish(self, row: Row, payload: EventData) -> None:
        row.revision += 1
        self.published.append(
            Publication(
                payload=payload,
                entity_id=row.id,
                revision=row.revision,
                organ_id=self._bearer.organ_id,
                occurred_at=self._now,
            )
        )
