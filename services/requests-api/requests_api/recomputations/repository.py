"""Which matters are outdated, and the work that this makes."""

from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, literal, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.work import WorkState
from requests_api.matters.models import Matter
from requests_api.recomputations.models import Recomputation

M = TypeVar("M", bound=Matter)


class RecomputationRepository:
    """Rows of outdated matters in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def plan(self, calendar_version: str, today: date, now: datetime) -> None:
        """Make work of every open matter that another calendar or an earlier day was used for.

        What is planned already, or was given up with this calendar, stays as it is.
        """
        outdated = select(
            func.uuidv7(),
            literal(now),
            literal(now),
            Matter.id,
            Matter.kind,
            literal(calendar_version),
        ).where(_is_outdated(calendar_version, today))
        columns = ["id", "due_at", "created_at", "matter_id", "kind", "calendar_version"]
        await self._session.execute(
            insert(Recomputation)
            .from_select(columns, outdated, include_defaults=False)
            .on_conflict_do_nothing()
        )

    async def forget(self) -> None:
        """Remove what was done: the record of each matter says what came of it."""
        closed = (WorkState.DONE, WorkState.WITHDRAWN, WorkState.DISCARDED)
        await self._session.execute(delete(Recomputation).where(Recomputation.state.in_(closed)))

    async def lock_outdated(
        self, model: type[M], matter_id: UUID, calendar_version: str, today: date
    ) -> M | None:
        """The matter, locked, if it is still outdated."""
        return await self._session.scalar(
            select(model)
            .where(model.id == matter_id, _is_outdated(calendar_version, today))
            .with_for_update(key_share=True, of=Matter)
        )


def _is_outdated(calendar_version: str, today: date) -> ColumnElement[bool]:
    return and_(
        Matter.is_open, or_(Matter.calendar_version != calendar_version, Matter.recheck_on <= today)
    )
