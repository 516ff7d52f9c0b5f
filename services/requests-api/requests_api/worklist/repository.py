"""The worklist's queries over every kind of matter; what has no end comes last."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    any_,
    case,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import with_polymorphic

from gongkai.auth.principal import Principal
from gongkai.db.base import table_of
from gongkai.db.ordered import First, along, arms_of, merged, picked
from gongkai.deadlines.lights import DueRanges, Light
from gongkai.http.paging import Keyset, Pager, Rows
from gongkai.reference.organs import (
    ReferenceOrgan,
    organs_in_scope_of,
    oversees,
    part_of_tree,
)
from requests_api.applicants.models import Applicant
from requests_api.case_file.reading import ItemRow, select_items
from requests_api.matters.kinds import MatterKind
from requests_api.matters.models import Matter, number_key
from requests_api.matters.reading import ASSIGNEE_COLUMNS, IS_ASSIGNEE, PEOPLE
from requests_api.matters.repository import readable_by
from requests_api.worklist.criteria_repository import (
    NO_END,
    Criteria,
    conditions,
    having_grams,
    shows,
)

_MATTERS = table_of(Matter)
BY_DUE = Keyset((_MATTERS.c.due_order, _MATTERS.c.id))
NUMBER_ORDER = "number_order"
"""The one column of an order that no table has."""
_SORTS = {
    "due": BY_DUE,
    "received": Keyset((_MATTERS.c.arrived_on, _MATTERS.c.id)),
    "-received": Keyset((_MATTERS.c.arrived_on, _MATTERS.c.id), descending=True),
    "number": Keyset((number_key(_MATTERS.c.number).label(NUMBER_ORDER), _MATTERS.c.id)),
}


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
    session: AsyncSession, principal: Principal, criteria: Criteria, sort: str, pager: Pager
) -> Rows[ItemRow]:
    """The applications that exist for the caller and meet the criteria, as `GET /cases` lists."""
    shown = select_items(principal)
    shown = shown.add_columns(*(c for c in keyset_of(sort).columns if c.key == NUMBER_ORDER))
    rows = await _first(session, principal, criteria, pager.first, shown)
    return pager.page(cast("list[ItemRow]", rows))


async def page_of_matters(
    session: AsyncSession, principal: Principal, criteria: Criteria, sort: str, pager: Pager
) -> Rows[Listed]:
    """The matters of every kind that exist for the caller and meet the criteria."""
    statement = _select_matters(principal, sort)
    rows = pager.page(await _first(session, principal, criteria, pager.first, statement))
    listed = [
        Listed(row[0], row.personal, row.organ_name, row.assignee_name, row.assignee_is_assignable)
        for row in rows.items
    ]
    return Rows(listed, rows.next_cursor)


async def counts(
    session: AsyncSession,
    principal: Principal,
    criteria: Criteria,
    lights: Mapping[Light, DueRanges],
) -> Sequence[Count]:
    """How many matters that exist for the caller and meet the criteria are alike.

    ``lights`` says which ends show each light, of which a row shows exactly one.
    """
    matter = _MATTERS.c
    given = [*_of_organs(principal, criteria), *conditions(criteria, matter)]
    shown = case(*((shows(ranges, matter), light.value) for light, ranges in lights.items()))
    each = select(matter.kind, matter.state, shown.label("light"))
    ending = each.where(*given, matter.due_order < NO_END).subquery()
    alike = (ending.c.kind, ending.c.state, ending.c.light)
    number = func.count().label("number")
    # Most have no end any more: an index alone counts those, and none of them is looked at.
    statement = union_all(
        select(*alike, number).group_by(*alike),
        select(matter.kind, matter.state, literal(Light.NONE.value), number)
        .where(*given, matter.due_order == NO_END)
        .group_by(matter.kind, matter.state),
    )
    rows = await session.execute(statement)
    found = [Count(row.kind, row.state, Light(row.light), row.number) for row in rows]
    return sorted(found, key=lambda count: (count.kind, count.state, count.light))


def _select_matters(principal: Principal, sort: str) -> Select[Any]:
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
        .where(readable_by(principal))
    )
    return cast("Select[Any]", statement)


async def _first(
    session: AsyncSession,
    principal: Principal,
    criteria: Criteria,
    first: First,
    shown: Select[Any],
) -> Sequence[Any]:
    """The first rows of ``shown`` that meet the criteria, in order: the first way that fills the
    page has found them, and the last has in any case.
    """
    rows: Sequence[Any] = ()
    for keys in _ways(principal, criteria, first):
        statement = shown.join(keys, keys.c.id == _MATTERS.c.id)
        ordered = statement.order_by(*first.within(keys).order_by())
        rows = (await session.execute(ordered)).all()
        if len(rows) == first.limit:
            break
    return rows


def _ways(principal: Principal, criteria: Criteria, first: First) -> Iterator[Subquery]:
    """How the keys of a page are found, each way without reading what is not on it."""
    matter = _MATTERS.c
    organs = organs_in_scope_of(principal)
    wanted = conditions(criteria, matter)
    if organs is None:
        yield first.of(select(*first.columns).where(*wanted, *_by_organ(criteria))).subquery("all")
        return
    if criteria.mine is not None:
        yield picked(first, [*wanted, *_by_organ(criteria), readable_by(principal)])
        return
    arms = select(organs.c.id).where(*_by_organ(criteria, organs.c.id)).subquery("theirs")
    is_theirs = matter.organ_id.in_(select(arms.c.id))
    is_by_due = first.columns == BY_DUE.columns
    one = _one_organ(principal, criteria)
    if is_by_due and not criteria.names_matters and (criteria.is_worded or one is None):
        yield along(
            first,
            matter,
            [] if one is None else [matter.organ_id == one],
            lambda row: [*conditions(criteria, row), row.organ_id.in_(select(arms.c.id))],
        )
    if criteria.names_matters or criteria.is_worded or (criteria.leaves_few and not is_by_due):
        yield picked(first, [*wanted, *having_grams(criteria.readings, one), is_theirs])
    else:
        yield _by_arms(first, arms, criteria, wanted)


def _by_arms(
    first: First, arms: Subquery, criteria: Criteria, wanted: Sequence[ColumnElement[bool]]
) -> Subquery:
    """By organ, and by state or channel where some are wanted: an index leads to what each has."""
    matter = _MATTERS.c
    tied = [matter.organ_id == arms.c.id]
    if criteria.states:
        arms = arms_of(arms, state=criteria.states)
        tied = [matter.organ_id == arms.c.id, matter.state == arms.c.state]
    elif criteria.channels:
        arms = arms_of(arms, arrived_by=criteria.channels)
        tied = [matter.organ_id == arms.c.id, matter.arrived_by == arms.c.arrived_by]
    return merged(first, arms, [*tied, *wanted])


def _of_organs(principal: Principal, criteria: Criteria) -> list[ColumnElement[bool]]:
    """What exists for the caller, narrowed by organ, as one array of organs: an index leads to what
    these have, where "the own or one below" would be asked of every row. What the own organ handles
    jointly is found by its matters.
    """
    if criteria.mine is not None:
        return [readable_by(principal), *_by_organ(criteria)]
    organs = organs_in_scope_of(principal)
    if organs is None:
        return _by_organ(criteria)
    theirs = select(organs.c.id).where(*_by_organ(criteria, organs.c.id))
    return [_MATTERS.c.organ_id == any_(func.array(theirs.scalar_subquery()))]


def _one_organ(principal: Principal, criteria: Criteria) -> UUID | None:
    """The organ, where there is only one whose matters can be listed."""
    if criteria.organ_id is not None and not criteria.within_subtree:
        return criteria.organ_id
    return None if oversees(principal) else principal.organ_id


def _by_organ(
    criteria: Criteria, organ_id: ColumnElement[UUID] = _MATTERS.c.organ_id
) -> list[ColumnElement[bool]]:
    if criteria.organ_id is None:
        return []
    return [part_of_tree(organ_id, criteria.organ_id, with_subtree=criteria.within_subtree)]
