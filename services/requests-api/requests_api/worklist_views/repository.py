"""Kept worklists in one session."""

from collections.abc import Sequence

from sqlalchemy import delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db.base import table_of
from requests_api.worklist_views.models import WorklistView


class ViewRepository:
    """The views of one person."""

    def __init__(self, session: AsyncSession, owner: str) -> None:
        self._session = session
        self._owner = owner

    async def all(self) -> Sequence[WorklistView]:
        """Every one, by code."""
        statement = (
            select(WorklistView)
            .where(WorklistView.owner == self._owner)
            .order_by(WorklistView.code)
        )
        return (await self._session.scalars(statement)).all()

    async def find(self, code: str, *, for_change: bool = False) -> WorklistView | None:
        """The one of a code; locked where it shall be changed."""
        statement = select(WorklistView).where(
            WorklistView.owner == self._owner, WorklistView.code == code
        )
        if for_change:
            statement = statement.with_for_update()
        return await self._session.scalar(statement)

    async def lock(self) -> None:
        """Let nobody else add to this person's views until the end, so that they stay bounded."""
        key = func.hashtextextended(f"worklist_views:{self._owner}", literal(0))
        await self._session.execute(select(func.pg_advisory_xact_lock(key)))

    async def count(self) -> int:
        """How many there are."""
        statement = select(func.count()).where(WorklistView.owner == self._owner)
        return (await self._session.execute(statement)).scalar_one()

    async def add(self, view: WorklistView) -> bool:
        """Write a new one; False where there is one of its code by now."""
        values = {column.key: getattr(view, column.key) for column in table_of(WorklistView).c}
        written = await self._session.execute(
            insert(WorklistView).values(values).on_conflict_do_nothing().returning(WorklistView.id)
        )
        return written.first() is not None

    async def remove(self, view: WorklistView) -> None:
        """Delete one."""
        await self._session.execute(delete(WorklistView).where(WorklistView.id == view.id))
