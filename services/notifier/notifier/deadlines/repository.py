"""Rows of deadlines: the locked one that an event changes, and pages of those a caller may see."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Subquery, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Principal
from gongkai.contracts import Service
from gongkai.db.base import table_of
from gongkai.db.ordered import Columns, First, along, merged, picked
from gongkai.deadlines.due import end_of_day
from gongkai.http.paging import Keyset, Pager, Rows
from gongkai.reference.organs import in_scope_of, organs_in_scope_of, oversees
from notifier.deadlines.models import IS_OPEN, KnownDeadline, KnownOutcome, KnownState
from notifier.deadlines.schemas import DeadlineQuery

_DEADLINE = table_of(KnownDeadline).c
BY_PRESSURE = Keyset((_DEADLINE.ends_at, _DEADLINE.id))
"""The most pressing first."""


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """The deadlines that exist for a caller: of the own organ, or of its subtree."""
    return in_scope_of(principal, KnownDeadline.organ_id)


class DeadlineRepository:
    """Reads and writes rows of `deadlines`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def locked(self, deadline_id: UUID, values: dict[str, Any]) -> tuple[KnownDeadline, bool]:
        """The locked row, and whether it was made now with `values`.

        The lock leaves room for foreign keys: a sweep that inserts a notification does not wait.
        """
        made = await self._session.scalar(
            insert(KnownDeadline)
            .values(id=deadline_id, **values)
            .on_conflict_do_nothing()
            .returning(KnownDeadline.id)
        )
        statement = select(KnownDeadline).where(KnownDeadline.id == deadline_id)
        row = await self._session.scalars(
            statement.with_for_update(key_share=True), execution_options={"populate_existing": True}
        )
        return row.one(), made is not None

    async def clear_others(self, source: Service, epoch: str, now: datetime) -> Sequence[UUID]:
        """Clear the open deadlines of `source` that another epoch told of; returns their ids."""
        statement = (
            update(KnownDeadline)
            .where(
                KnownDeadline.source == source,
                KnownDeadline.epoch != epoch,
                IS_OPEN,
            )
            .values(
                state=KnownState.CLEARED,
                outcome=KnownOutcome.UNKNOWN,
                planned_with=None,
                changed_at=now,
            )
            .returning(KnownDeadline.id)
        )
        return (
            await self._session.scalars(statement, execution_options={"synchronize_session": False})
        ).all()

    async def visible(self, principal: Principal, deadline_id: UUID) -> KnownDeadline | None:
        """The deadline, if it exists for the caller."""
        statement = select(KnownDeadline).where(
            KnownDeadline.id == deadline_id, visible_to(principal)
        )
        return (await self._session.scalars(statement)).one_or_none()

    async def page(
        self, principal: Principal, query: DeadlineQuery, now: datetime, pager: Pager
    ) -> Rows[KnownDeadline]:
        """A page of the deadlines that ever had a date, the most pressing first."""
        first = pager.first
        rows: Sequence[KnownDeadline] = ()
        for keys in _ways(principal, query, now, first):
            shown = select(KnownDeadline).join(keys, keys.c.id == KnownDeadline.id)
            found = await self._session.scalars(shown.order_by(*first.within(keys).order_by()))
            rows = found.all()
            if len(rows) == first.limit:
                break
        return pager.page(rows)


def _ways(
    principal: Principal, query: DeadlineQuery, now: datetime, first: First
) -> Iterator[Subquery]:
    """How the keys of a page are found; the first way that fills the page has found them."""
    wanted, organs = _conditions(query, now, _DEADLINE), organs_in_scope_of(principal)
    if organs is None:
        yield first.of(select(*first.columns).where(*wanted)).subquery("all")
        return
    theirs = select(organs.c.id)
    if query.ref_id is not None:
        yield picked(first, [*wanted, _DEADLINE.organ_id.in_(theirs)])
        return
    if oversees(principal):
        is_running = [IS_OPEN] if query.state is KnownState.OPEN else []
        yield along(
            first,
            _DEADLINE,
            [*is_running, _DEADLINE.ends_at.is_not(None)],
            lambda row: [*_conditions(query, now, row), row.organ_id.in_(theirs)],
        )
    yield merged(first, organs, [_DEADLINE.organ_id == organs.c.id, *wanted])


def _conditions(query: DeadlineQuery, now: datetime, row: Columns) -> list[ColumnElement[bool]]:
    """What a deadline must meet that ever had a date, but for its organ; ``row`` are its columns,
    or a subquery's.
    """
    is_open = IS_OPEN if row is _DEADLINE else row.state == KnownState.OPEN
    found = [row.ends_at.is_not(None)]
    if query.state is not None:
        found.append(is_open if query.state is KnownState.OPEN else row.state == query.state)
    equal = {row.rule: query.rule, row.ref_id: query.ref_id, row.assignee: query.assignee}
    found += [column == value for column, value in equal.items() if value is not None]
    if query.due_before is not None:
        # What is due by the end of the day before; an hour of the day itself is not before it.
        found.append(row.ends_at <= end_of_day(query.due_before - timedelta(days=1)))
    if query.overdue:
        found += [is_open, row.ends_at <= now]
    return found
