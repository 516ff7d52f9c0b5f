"""What a worklist can be narrowed to, and which rows meet it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    case,
    literal,
    literal_column,
    or_,
    select,
    union,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from gongkai.contracts import Unit
from gongkai.db.base import table_of
from gongkai.db.ordered import Columns, planned_anew
from gongkai.deadlines.due import end_of_day
from gongkai.deadlines.lights import DueRanges, Window
from gongkai.grams import query_of
from requests_api.applicants.models import Applicant
from requests_api.matters.kinds import MatterKind
from requests_api.matters.models import SEARCH_GRAMS, Matter
from requests_api.matters.repository import joint_with

_MATTERS = table_of(Matter).c
NO_END = datetime(9999, 1, 1, tzinfo=UTC)
"""Where a matter without an end stands in the order of ends (`Matter.due_order`)."""
_BEFORE_ALL = datetime(1, 1, 2, tzinfo=UTC)
_NOTHING: ColumnElement[str] = literal_column("'[]'::jsonb")
"""Written out as in the index on what waits: a bound value would not be known to be the same."""


class Indexed(NamedTuple):
    """An identity document or a phone, as the blind index knows it."""

    by: Literal["document", "phone"]
    digest: bytes


class External(NamedTuple):
    """What another system calls a matter."""

    source: str
    external_id: str


class Mine(NamedTuple):
    """A person, whose work is what they are responsible for and what their organ handles jointly
    with another.
    """

    subject: str
    organ_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """What a worklist is narrowed to; what is empty or None leaves a criterion open."""

    kinds: Sequence[MatterKind] = ()
    states: Sequence[str] = ()
    waiting_for: Sequence[str] = ()
    due_from: date | None = None
    due_until: date | None = None
    lights: Sequence[DueRanges] = ()
    """Of which one must hold."""
    channels: Sequence[str] = ()
    """How they arrived."""
    external: External | None = None
    numbers: Sequence[str] = ()
    readings: Sequence[Sequence[str]] = ()
    """Words, folded, of which all must stand in title, document reference or number; of several
    readings one must hold.
    """
    applicants: Sequence[Indexed] = ()
    """Of which one must be the applicant's."""
    frequent: bool | None = None
    """Whether the applicant's frequency is marked."""
    untold: bool | None = None
    """Whether the applicant has yet to be told something."""
    assignee: str | None = None
    mine: Mine | None = None
    """Whose own work it is."""
    unassigned: bool = False
    organ_id: UUID | None = None
    within_subtree: bool = False
    """Whether the organs below `organ_id` belong to it."""

    @property
    def names_matters(self) -> bool:
        """Whether the matters are named, by what has an index of its own."""
        return bool(self.numbers or self.applicants or self.external)

    @property
    def is_worded(self) -> bool:
        """Whether words are searched for."""
        return any(self.readings)

    @property
    def leaves_few(self) -> bool:
        """Whether what is left are open matters, or those of one person: few, however many are
        closed.
        """
        open_ends = self.lights and not any(ranges.without_end for ranges in self.lights)
        is_few = (
            self.waiting_for,
            self.frequent,
            self.untold,
            self.assignee,
            self.due_from,
            self.due_until,
        )
        return bool(open_ends) or any(is_few)


def _noted(
    wanted: bool | None,
    column: ColumnElement[Any],
) -> Iterator[ColumnElement[bool]]:
    """Whether something is noted there, where that is asked for."""
    if wanted is not None:
        yield column.is_not(None) if wanted else column.is_(None)


def conditions(criteria: Criteria, matter: Columns) -> list[ColumnElement[bool]]:
    """What a row must meet, but for its organ; ``matter`` are its columns, or a subquery's."""
    found: list[ColumnElement[bool]] = []
    if criteria.kinds:
        found.append(matter.kind.in_(criteria.kinds))
    if criteria.states:
        found.append(matter.state.in_(criteria.states))
    if criteria.waiting_for:
        waits = (matter.waiting_for.contains([{"code": code}]) for code in criteria.waiting_for)
        found += [matter.waiting_for != _NOTHING, or_(*waits)]
    if criteria.lights:
        found.append(or_(*(shows(ranges, matter) for ranges in criteria.lights)))
        found += _within(_hull(criteria.lights), matter)
    if criteria.channels:
        found.append(matter.arrived_by.in_(criteria.channels))
    found += [*_noted(criteria.frequent, matter.frequency), *_noted(criteria.untold, matter.untold)]
    if criteria.unassigned:
        found.append(matter.assignee.is_(None))
    if criteria.mine is not None:
        found.append(matter.id.in_(_ids_of(criteria.mine)))
    if criteria.assignee is not None:
        found.append(matter.assignee == criteria.assignee)
    return [
        *found,
        *_by_name(criteria, matter),
        *_by_words(criteria, matter),
        *_by_date(criteria, matter),
    ]


def having_grams(
    readings: Sequence[Sequence[str]], organ_id: UUID | None
) -> list[ColumnElement[bool]]:
    """What the index on pairs of characters knows of a text in all organs, or in one: it leads to
    every matter that holds the words of a reading.
    """
    if not any(readings):
        return []
    query = literal(query_of(readings, organ_id), TSQUERY)
    return [SEARCH_GRAMS.bool_op("@@")(query), planned_anew()]


def shows(ranges: DueRanges, matter: Columns) -> ColumnElement[bool]:
    """Whether a matter's end shows the light that ``ranges`` stands for."""
    due_order: ColumnElement[datetime] = matter.due_order
    if ranges.without_end:
        return due_order == NO_END
    regional = [
        (matter.jurisdiction.startswith(region), and_(*_within(window, matter)))
        for region, window in ranges.dated.items()
        if region
    ]
    others = and_(*_within(ranges.dated[""], matter))
    dated = case(*regional, else_=others) if regional else others
    is_timed = matter.unit == Unit.HOUR.value
    timed = and_(*_within(ranges.timed, matter))
    return and_(due_order < NO_END, case((is_timed, timed), else_=dated))


def _by_name(criteria: Criteria, matter: Columns) -> list[ColumnElement[bool]]:
    """What has an index of its own: numbers, ids of other systems, applicants."""
    found: list[ColumnElement[bool]] = []
    if criteria.external is not None:
        source, external_id = criteria.external
        found += [matter.source == source, matter.external_id == external_id]
    if criteria.numbers:
        either = (matter.number, matter.receipt_number)
        found.append(or_(*(column.in_(criteria.numbers) for column in either)))
    if criteria.applicants:
        found.append(matter.id.in_(_of_applicants(criteria.applicants)))
    return found


def _by_words(criteria: Criteria, matter: Columns) -> list[ColumnElement[bool]]:
    text = matter.search_text
    readings = [
        and_(*(text.contains(word, autoescape=True) for word in reading))
        for reading in criteria.readings
        if reading
    ]
    return [or_(*readings)] if readings else []


def _of_applicants(indexed: Sequence[Indexed]) -> Select[UUID]:
    """Matters by what the blind index knows of an applicant."""
    documents = [one.digest for one in indexed if one.by == "document"]
    phones = [one.digest for one in indexed if one.by == "phone"]
    return select(Applicant.matter_id).where(
        or_(Applicant.document_index.in_(documents), Applicant.phone_index.in_(phones))
    )


def _ids_of(mine: Mine) -> CompoundSelect[UUID]:
    """Each half by an index of its own, which an OR of the two would not use."""
    own = select(_MATTERS.id).where(
        _MATTERS.organ_id == mine.organ_id, _MATTERS.assignee == mine.subject
    )
    return union(own, joint_with(mine.organ_id))


def _by_date(criteria: Criteria, matter: Columns) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if criteria.due_from is not None:
        after = end_of_day(criteria.due_from - timedelta(days=1))
        found += [matter.due_order > after, matter.due_order < NO_END]
    if criteria.due_until is not None:
        found += [matter.due_order <= end_of_day(criteria.due_until), matter.due_order < NO_END]
    return found


def _hull(lights: Sequence[DueRanges]) -> Window:
    """What lies in no window of these lights lies outside of this one: one range of the order."""
    windows = [
        window
        for ranges in lights
        for window in (
            [Window(NO_END - timedelta(seconds=1), NO_END)]
            if ranges.without_end
            else [*ranges.dated.values(), ranges.timed]
        )
    ]
    return Window(
        min(window.after or _BEFORE_ALL for window in windows),
        max(window.until or NO_END for window in windows),
    )


def _within(window: Window, matter: Columns) -> list[ColumnElement[bool]]:
    found = [] if window.after is None else [matter.due_order > window.after]
    if window.until is not None:
        found.append(matter.due_order <= window.until)
    return found
