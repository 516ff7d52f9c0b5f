"""The worklist's queries over every kind of matter; what has no end comes last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, with_polymorphic

from gongkai.auth.principal import Principal
from gongkai.contracts import Unit
from gongkai.db.base import table_of
from gongkai.deadlines.due import end_of_day
from gongkai.deadlines.lights import DueRanges, Light, Window
from gongkai.http.paging import Keyset, Pager, Rows
from gongkai.reference.organs import ReferenceOrgan, in_scope_of
from requests_api.applicants.models import Applicant
from requests_api.case_file.reading import ItemRow, select_items
from requests_api.matters.kinds import MatterKind
from requests_api.matters.models import Matter
from requests_api.matters.reading import ASSIGNEE_COLUMNS, IS_ASSIGNEE, PEOPLE
from requests_api.matters.repository import visible_to
from requests_api.worklist.models import WorklistSearch

Column = InstrumentedAttribute[Any] | ColumnElement[Any]
_MATTERS = table_of(Matter)
BY_DUE = Keyset((_MATTERS.c.due_order, _MATTERS.c.id))
NEWEST_SEARCH = Keyset((WorklistSearch.id,), descending=True)
_SORTS = {
    "due": BY_DUE,
    "received": Keyset((_MATTERS.c.arrived_on, _MATTERS.c.id)),
    "-received": Keyset((_MATTERS.c.arrived_on, _MATTERS.c.id), descending=True),
    "number": Keyset((func.coalesce(_MATTERS.c.number, "").label("number_order"), _MATTERS.c.id)),
}


class Indexed(NamedTuple):
    """An identity document or a phone, as the blind index knows it."""

    by: Literal["document", "phone"]
    digest: bytes


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
    numbers: Sequence[str] = ()
    readings: Sequence[Sequence[str]] = ()
    """Words, folded, of which all must stand in title, document reference or number; of several
    readings one must hold.
    """
    applicants: Sequence[Indexed] = ()
    """Of which one must be the applicant's."""
    frequent: bool | None = None
    """Whether the applicant's frequency is marked."""
    assignee: str | None = None
    unassigned: bool = False
    organ_id: UUID | None = None
    within_subtree: bool = False
    """Whether the organs below `organ_id` belong to it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A matter of the worklist, of whichever kind."""

    matter: Matter
    personal: bytes | None
    organ_name: str | None
    assignee_name: str | None
    assignee_is_assignable: bool


class Count(NamedTuple):
    """How many matters are of one kind, in one state, under one light."""

    kind: MatterKind
    state: str
    light: Light
    number: int


def keyset_of(sort: str) -> Keyset:
    """The order that a caller asked for."""
    return _SORTS[sort]


async def page_of_cases(
    session: AsyncSession, principal: Principal, criteria: Criteria, pager: Pager
) -> Rows[ItemRow]:
    """The applications that exist for the caller and meet the criteria, as `GET /cases` lists."""
    statement = pager.apply(select_items(principal).where(*_conditions(criteria)))
    return pager.page(cast("list[ItemRow]", (await session.execute(statement)).all()))


async def page_of_matters(
    session: AsyncSession, principal: Principal, criteria: Criteria, sort: str, pager: Pager
) -> Rows[Listed]:
    """The matters of every kind that exist for the caller and meet the criteria."""
    statement = pager.apply(_select_matters(principal, criteria, sort))
    rows = pager.page((await session.execute(statement)).all())
    listed = [
        Listed(row[0], row.personal, row.organ_name, row.assignee_name, row.assignee_is_assignable)
        for row in rows.items
    ]
    return Rows(listed, rows.next_cursor)


async def page_of_searches(
    session: AsyncSession, principal: Principal, actor: str | None, pager: Pager
) -> Rows[WorklistSearch]:
    """The searches made for the organs that exist for the caller."""
    statement = select(WorklistSearch).where(in_scope_of(principal, WorklistSearch.organ_id))
    if actor is not None:
        statement = statement.where(WorklistSearch.actor == actor)
    return pager.page((await session.scalars(pager.apply(statement))).all())


async def counts(
    session: AsyncSession,
    principal: Principal,
    criteria: Criteria,
    lights: Mapping[Light, DueRanges],
) -> Sequence[Count]:
    """How many matters that exist for the caller and meet the criteria are alike.

    ``lights`` says which ends show each light, of which a row shows exactly one.
    """
    shown = case(*((_shows(ranges), light.value) for light, ranges in lights.items()))
    each = (
        select(_MATTERS.c.kind, _MATTERS.c.state, shown.label("light"))
        .where(visible_to(principal), *_conditions(criteria))
        .subquery()
    )
    alike = (each.c.kind, each.c.state, each.c.light)
    statement = select(*alike, func.count().label("number")).group_by(*alike).order_by(*alike)
    rows = await session.execute(statement)
    return [Count(row.kind, row.state, Light(row.light), row.number) for row in rows]


def _select_matters(principal: Principal, criteria: Criteria, sort: str) -> Select[Any]:
    """Each with the tables of its kind, so that its steps can be judged."""
    matter = with_polymorphic(Matter, "*")
    statement = (
        select(
            matter,
            Applicant.personal,
            ReferenceOrgan.name.label("organ_name"),
            *ASSIGNEE_COLUMNS,
            *keyset_of(sort).columns,
        )
        .outerjoin(Applicant, Applicant.matter_id == matter.id)
        .outerjoin(ReferenceOrgan, ReferenceOrgan.id == matter.organ_id)
        .outerjoin(PEOPLE, IS_ASSIGNEE)
        .where(visible_to(principal), *_conditions(criteria))
    )
    return cast("Select[Any]", statement)


def _conditions(criteria: Criteria) -> list[ColumnElement[bool]]:
    matter = _MATTERS.c
    found: list[ColumnElement[bool]] = []
    if criteria.kinds:
        found.append(matter.kind.in_(criteria.kinds))
    if criteria.states:
        found.append(matter.state.in_(criteria.states))
    if criteria.waiting_for:
        waits = (matter.waiting_for.contains([{"code": code}]) for code in criteria.waiting_for)
        found.append(or_(*waits))
    if criteria.lights:
        found.append(or_(*map(_shows, criteria.lights)))
    if criteria.numbers:
        either = (matter.number, matter.receipt_number)
        found.append(or_(*(column.in_(criteria.numbers) for column in either)))
    if criteria.frequent is not None:
        marked = matter.frequency.is_not(None)
        found.append(marked if criteria.frequent else ~marked)
    if criteria.unassigned:
        found.append(matter.assignee.is_(None))
    if criteria.assignee is not None:
        found.append(matter.assignee == criteria.assignee)
    if criteria.applicants:
        found.append(matter.id.in_(_of_applicants(criteria.applicants)))
    return found + _by_words(criteria) + _by_date(criteria) + _by_organ(criteria)


def _by_words(criteria: Criteria) -> list[ColumnElement[bool]]:
    text = _MATTERS.c.search_text
    readings = [
        and_(*(text.contains(word, autoescape=True) for word in reading))
        for reading in criteria.readings
        if reading
    ]
    return [or_(*readings)] if readings else []


def _of_applicants(indexed: Sequence[Indexed]) -> Select[Any]:
    """Matters by what the blind index knows of an applicant."""
    documents = [one.digest for one in indexed if one.by == "document"]
    phones = [one.digest for one in indexed if one.by == "phone"]
    return select(Applicant.matter_id).where(
        or_(Applicant.document_index.in_(documents), Applicant.phone_index.in_(phones))
    )


def _by_date(criteria: Criteria) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if criteria.due_from is not None:
        found.append(_MATTERS.c.ends_at > end_of_day(criteria.due_from - timedelta(days=1)))
    if criteria.due_until is not None:
        found.append(_MATTERS.c.ends_at <= end_of_day(criteria.due_until))
    return found


def _by_organ(criteria: Criteria) -> list[ColumnElement[bool]]:
    if criteria.organ_id is None:
        return []
    own = _MATTERS.c.organ_id == criteria.organ_id
    if not criteria.within_subtree:
        return [own]
    below = select(ReferenceOrgan.id).where(ReferenceOrgan.path.contains([criteria.organ_id]))
    return [or_(own, _MATTERS.c.organ_id.in_(below))]


def _shows(ranges: DueRanges) -> ColumnElement[bool]:
    """Whether a matter's end shows the light that ``ranges`` stands for."""
    if ranges.without_end:
        return _MATTERS.c.ends_at.is_(None)
    regional = [
        (_MATTERS.c.jurisdiction.startswith(region), _within(window))
        for region, window in ranges.dated.items()
        if region
    ]
    others = _within(ranges.dated[""])
    dated = case(*regional, else_=others) if regional else others
    is_timed = _MATTERS.c.unit == Unit.HOUR.value
    return and_(
        _MATTERS.c.ends_at.is_not(None), case((is_timed, _within(ranges.timed)), else_=dated)
    )


def _within(window: Window) -> ColumnElement[bool]:
    ends_at = _MATTERS.c.ends_at
    found = [] if window.after is None else [ends_at > window.after]
    if window.until is not None:
        found.append(ends_at <= window.until)
    return and_(*found)
