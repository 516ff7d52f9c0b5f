"""Which matters are outdated, and the work that this makes."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, delete, func, literal, or_, select, union
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db.base import among, table_of
from gongkai.work import WorkState
from requests_api.matters.models import Matter
from requests_api.matters.repository import locked
from requests_api.recomputations.models import Recomputation

M = TypeVar("M", bound=Matter)
_MATTER, _WORK = table_of(Matter).c, table_of(Recomputation).c
_COLUMNS = ("id", "due_at", "created_at", "matter_id", "kind", "calendar_version")


class RecomputationRepository:
    """Rows of outdated matters in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def plan(self, calendar_version: str, today: date, now: datetime, limit: int) -> int:
        """Make work of at most ``limit`` open matters that another calendar or an earlier day was
        used for; returns of how many.

        What is planned already, or was given up with this calendar, stays as it is.
        """
        found = union(
            *(
                _unplanned(outdated, calendar_version, limit)
                for outdated in _ways_to_be_outdated(calendar_version, today)
            )
        ).subquery()
        work = select(
            func.uuidv7(),
            literal(now),
            literal(now),
            found.c.id,
            found.c.kind,
            literal(calendar_version),
        )
        planned = await self._session.scalars(
            insert(Recomputation)
            .from_select(_COLUMNS, work.limit(limit), include_defaults=False)
            .on_conflict_do_nothing()
            .returning(Recomputation.id)
        )
        return len(planned.all())

    async def forget(self) -> None:
        """Remove what was done: the record of each matter says what came of it."""
        closed = (WorkState.DONE, WorkState.WITHDRAWN, WorkState.DISCARDED)
        await self._session.execute(delete(Recomputation).where(Recomputation.state.in_(closed)))

    async def lock_outdated(
        self,
        model: type[M],
        matter_ids: Collection[UUID],
        calendar_version: str,
        today: date,
        organ_ids: Collection[UUID],
    ) -> Sequence[M]:
        """Those of the matters that are still outdated, or of these organs, locked."""
        outdated = select(model).where(
            model.id.in_(matter_ids),
            Matter.is_open,
            or_(
                *_ways_to_be_outdated(calendar_version, today),
                among(_MATTER.organ_id, organ_ids),
            ),
        )
        return (await self._session.scalars(locked(outdated.order_by(Matter.id), model))).all()


def _ways_to_be_outdated(calendar_version: str, today: date) -> Sequence[ColumnElement[bool]]:
    """Ranges of the indexes on open matters, one each: `<>` is none, and would read all of them."""
    return (
        _MATTER.calendar_version < calendar_version,
        _MATTER.calendar_version > calendar_version,
        _MATTER.recheck_on <= today,
    )


def _unplanned(
    outdated: ColumnElement[bool], calendar_version: str, limit: int
) -> Select[tuple[UUID, str]]:
    """Open matters that are outdated in one way and neither planned nor given up."""
    is_known = (
        select(_WORK.id)
        .where(
            _WORK.matter_id == _MATTER.id,
            _WORK.calendar_version == calendar_version,
            _WORK.state.in_((WorkState.PENDING, WorkState.DEAD)),
        )
        .exists()
    )
    statement = select(_MATTER.id, _MATTER.kind)
    return statement.where(and_(_MATTER.is_open, outdated, ~is_known)).limit(limit)
