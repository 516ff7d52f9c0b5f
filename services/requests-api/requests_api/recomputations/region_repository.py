"""Organs that the directory has in another region, and what that makes work, in one session."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db import new_id
from gongkai.db.base import among, table_of
from gongkai.reference.organs import ReferenceOrgan
from requests_api.matters.models import Matter
from requests_api.recomputations.models import Recomputation, RegionChange

_CHANGE, _MATTER = table_of(RegionChange).c, table_of(Matter).c
_ORGAN = table_of(ReferenceOrgan).c
_COLUMNS = ("id", "due_at", "created_at", "matter_id", "kind", "calendar_version")
IS_NEW = exists(select(_CHANGE.id).where(_CHANGE.run_id.is_(None)))
"""Whether one of them has caused no recomputation yet."""
IS_UNPLANNED = exists(select(_CHANGE.id).where(~_CHANGE.is_planned))
"""Whether matters of one of them have yet to become work."""


class RegionRepository:
    """Changes of regions in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def regions(self, organ_ids: Collection[UUID]) -> Mapping[UUID, str | None]:
        """Where the directory has these organs, of those that are known here."""
        statement = select(_ORGAN.id, _ORGAN.region_code).where(among(_ORGAN.id, organ_ids))
        return dict((await self._session.execute(statement)).all())

    async def note(self, organ_id: UUID, before: str | None, after: str | None) -> None:
        """An organ is in another region."""
        self._session.add(RegionChange(id=new_id(), organ_id=organ_id, before=before, after=after))
        await self._session.flush()

    async def has_new(self) -> bool:
        """Whether one of them has caused no recomputation yet."""
        return bool(await self._session.scalar(select(IS_NEW)))

    async def take(self, run_id: UUID) -> Sequence[RegionChange]:
        """Those that are new, which the recomputation takes up, in their order."""
        taken = await self._session.scalars(
            update(RegionChange)
            .where(_CHANGE.run_id.is_(None))
            .values(run_id=run_id)
            .returning(RegionChange)
        )
        return sorted(taken, key=lambda change: change.id)

    async def of_run(self, run_id: UUID) -> Mapping[UUID, str | None]:
        """The organs whose region caused a recomputation, and where they are now."""
        changed = select(_CHANGE.organ_id).where(_CHANGE.run_id == run_id)
        statement = select(_ORGAN.id, _ORGAN.region_code).where(_ORGAN.id.in_(changed))
        return dict((await self._session.execute(statement)).all())

    async def plan(self, calendar_version: str, now: datetime, limit: int) -> int:
        """Make work of at most ``limit`` open matters of an organ whose region changed; returns of
        how many, and ``limit`` while there are more.
        """
        change = await self._session.scalar(
            select(RegionChange)
            .where(~_CHANGE.is_planned, _CHANGE.run_id.is_not(None))
            .order_by(_CHANGE.id)
            .limit(1)
            .with_for_update()
        )
        if change is None:
            return 0
        next_ones = select(_MATTER.id, _MATTER.kind).where(
            _MATTER.organ_id == change.organ_id, _MATTER.is_open
        )
        if change.planned_until is not None:
            next_ones = next_ones.where(_MATTER.id > change.planned_until)
        found = (await self._session.execute(next_ones.order_by(_MATTER.id).limit(limit))).all()
        await self._make_work([row.id for row in found], calendar_version, now)
        change.is_planned = len(found) < limit
        if found:
            change.planned_until = found[-1].id
        return limit

    async def _make_work(self, ids: Sequence[UUID], calendar_version: str, now: datetime) -> None:
        work = select(
            func.uuidv7(),
            literal(now),
            literal(now),
            _MATTER.id,
            _MATTER.kind,
            literal(calendar_version),
        ).where(among(_MATTER.id, ids))
        await self._session.execute(
            insert(Recomputation)
            .from_select(_COLUMNS, work, include_defaults=False)
            .on_conflict_do_nothing()
        )
