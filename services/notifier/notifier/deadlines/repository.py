"""Rows of deadlines: the locked one that an event changes, and pages of those a caller may see."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Principal
from gongkai.contracts import Service
from gongkai.deadlines.due import end_of_day
from gongkai.http.paging import Keyset, Pager, Rows
from gongkai.reference.organs import in_scope_of
from notifier.deadlines.models import KnownDeadline, KnownOutcome, KnownState
from notifier.deadlines.schemas import DeadlineQuery

BY_PRESSURE = Keyset((KnownDeadline.ends_at, KnownDeadline.id))
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
                KnownDeadline.state == KnownState.OPEN,
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
        shown = visible_to(principal), KnownDeadline.ends_at.is_not(None)
        statement = pager.apply(_filtered(select(KnownDeadline).where(*shown), query, now))
        return pager.page((await self._session.scalars(statement)).all())


def _filtered(
    statement: Select[KnownDeadline], query: DeadlineQuery, now: datetime
) -> Select[KnownDeadline]:
    conditions = {
        KnownDeadline.state: query.state,
        KnownDeadline.rule: query.rule,
        KnownDeadline.ref_id: query.ref_id,
        KnownDeadline.assignee: query.assignee,
    }
    for column, value in conditions.items():
        if value is not None:
            statement = statement.where(column == value)
    if query.due_before is not None:
        # What is due by the end of the day before; an hour of the day itself is not before it.
        before = end_of_day(query.due_before - timedelta(days=1))
        statement = statement.where(KnownDeadline.ends_at <= before)
    if query.overdue:
        statement = statement.where(
            KnownDeadline.state == KnownState.OPEN, KnownDeadline.ends_at <= now
        )
    return statement
