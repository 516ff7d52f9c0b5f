"""Rows of deadlines: the locked one that an event changes, and pages of those a caller may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Principal
from gongkai.deadlines.due import end_of_day
from gongkai.http.paging import Keyset, Pager, Rows
from gongkai.reference.organs import in_scope_of
from notifier.deadlines.models import CLEARED, OPEN, Deadline

BY_PRESSURE = Keyset((Deadline.ends_at, Deadline.id))
"""The most pressing first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineFilter:
    """Which deadlines are asked for; None means any."""

    state: str | None = None
    due_before: date | None = None
    overdue_at: datetime | None = None
    rule: str | None = None
    ref_id: UUID | None = None
    assignee: str | None = None


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """The deadlines that exist for a caller: of the own organ, or of its subtree."""
    return in_scope_of(principal, Deadline.organ_id)


class DeadlineRepository:
    """Reads and writes rows of `deadlines`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def locked(self, deadline_id: UUID, values: dict[str, Any]) -> tuple[Deadline, bool]:
        """The locked row, and whether it was made now with `values`.

        The lock leaves room for foreign keys: a sweep that inserts a notification does not wait.
        """
        made = await self._session.scalar(
            insert(Deadline)
            .values(id=deadline_id, **values)
            .on_conflict_do_nothing()
            .returning(Deadline.id)
        )
        statement = select(Deadline).where(Deadline.id == deadline_id)
        row = await self._session.scalars(
            statement.with_for_update(key_share=True), execution_options={"populate_existing": True}
        )
        return row.one(), made is not None

    async def clear_others(self, source: str, epoch: str, now: datetime) -> Sequence[UUID]:
        """Clear the open deadlines of `source` that another epoch told of; returns their ids."""
        statement = (
            update(Deadline)
            .where(Deadline.source == source, Deadline.epoch != epoch, Deadline.state == OPEN)
            .values(state=CLEARED, outcome="unknown", calendar_version=None, changed_at=now)
            .returning(Deadline.id)
        )
        return (
            await self._session.scalars(statement, execution_options={"synchronize_session": False})
        ).all()

    async def visible(self, principal: Principal, deadline_id: UUID) -> Deadline | None:
        """The deadline, if it exists for the caller."""
        statement = select(Deadline).where(Deadline.id == deadline_id, visible_to(principal))
        return (await self._session.scalars(statement)).one_or_none()

    async def page(
        self, principal: Principal, wanted: DeadlineFilter, pager: Pager
    ) -> Rows[Deadline]:
        """A page of the deadlines that ever had a date, the most pressing first."""
        statement = select(Deadline).where(visible_to(principal), Deadline.ends_at.is_not(None))
        statement = pager.apply(_filtered(statement, wanted))
        return pager.page((await self._session.scalars(statement)).all())


def _filtered(statement: Select[Deadline], wanted: DeadlineFilter) -> Select[Deadline]:
    conditions = {
        Deadline.state: wanted.state,
        Deadline.rule: wanted.rule,
        Deadline.ref_id: wanted.ref_id,
        Deadline.assignee: wanted.assignee,
    }
    for column, value in conditions.items():
        if value is not None:
            statement = statement.where(column == value)
    if wanted.due_before is not None:
        # What is due by the end of the day before; an hour of the day itself is not before it.
        before = end_of_day(wanted.due_before - timedelta(days=1))
        statement = statement.where(Deadline.ends_at <= before)
    if wanted.overdue_at is not None:
        statement = statement.where(Deadline.state == OPEN, Deadline.ends_at <= wanted.overdue_at)
    return statement
