"""The worklist's queries over every kind of matter; what has no end comes last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from gongkai.auth.principal import Principal
from gongkai.contracts import Unit
from gongkai.deadlines.due import end_of_day
from gongkai.deadlines.lights import DueRanges, Window
from gongkai.http.paging import Keyset, Pager, Rows
from gongkai.reference.organs import ReferenceOrgan
from requests_api.applicants.models import Applicant
from requests_api.case_file.reading import ItemRow, select_items
from requests_api.cases.models import Case
from requests_api.matters.kinds import MatterKind
from requests_api.matters.models import Matter
from requests_api.matters.presenter import Timed
from requests_api.matters.repository import visible_to

Column = InstrumentedAttribute[Any] | ColumnElement[Any]
_MATTERS, _CASES = cast("Table", Matter.__table__), cast("Table", Case.__table__)
BY_DUE = Keyset((_MATTERS.c.due_order, _MATTERS.c.id))
_SORTS = {
    "due": BY_DUE,
    "received": Keyset((_MATTERS.c.arrived_on, _MATTERS.c.id)),
    "-received": Keyset((_MATTERS.c.arrived_on, _MATTERS.c.id), descending=True),
    "number": Keyset((func.coalesce(_MATTERS.c.number, "").label("number_order"), _MATTERS.c.id)),
}


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
    text: str | None = None
    assignee: str | None = None
    unassigned: bool = False
    organ_id: UUID | None = None
    within_subtree: bool = False
    """Whether the organs below `organ_id` belong to it."""


class MatterItemRow(Timed, Protocol):
    """A matter of the worklist."""

    kind: MatterKind
    id: UUID
    number: str | None
    receipt_number: str
    title: str
    organ_id: UUID
    organ_name: str | None
    assignee: str | None
    state: str
    waiting_for: list[Any]
    due_on: date | None
    due_at: datetime | None
    received_on: date | None
    version: int
    personal: bytes | None
    open_consultations: int
    is_extended: bool
    delivered_on: date | None
    drafted_by: str | None


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
) -> Rows[MatterItemRow]:
    """The matters of every kind that exist for the caller and meet the criteria."""
    statement = pager.apply(_select_matters(principal, criteria, sort))
    return pager.page(cast("list[MatterItemRow]", (await session.execute(statement)).all()))


def _select_matters(principal: Principal, criteria: Criteria, sort: str) -> Select[Any]:
    order = [c for c in keyset_of(sort).columns if c.key not in {"id", "due_order", "arrived_on"}]
    return (
        select(
            *(c for c in _MATTERS.c if c.name not in {"access_code_digest", "chain_head"}),
            _CASES.c.open_consultations,
            _CASES.c.is_extended,
            _CASES.c.delivered_on,
            _CASES.c.drafted_by,
            Applicant.personal,
            ReferenceOrgan.name.label("organ_name"),
            *order,
        )
        .select_from(_MATTERS)
        .outerjoin(_CASES, _CASES.c.id == _MATTERS.c.id)
        .outerjoin(Applicant, Applicant.matter_id == _MATTERS.c.id)
        .outerjoin(ReferenceOrgan, ReferenceOrgan.id == _MATTERS.c.organ_id)
        .where(visible_to(principal), *_conditions(criteria))
    )


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
    if criteria.unassigned:
        found.append(matter.assignee.is_(None))
    if criteria.assignee is not None:
        found.append(matter.assignee == criteria.assignee)
    if criteria.text is not None:
        searched = (matter.title, matter.description, matter.document_reference)
        found.append(or_(*(c.icontains(criteria.text, autoescape=True) for c in searched)))
    return found + _by_date(criteria) + _by_organ(criteria)


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
