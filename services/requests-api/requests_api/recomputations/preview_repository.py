"""Which matters a preview looks at next, and what is left of previews."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db.base import among, table_of
from gongkai.work import WorkState
from requests_api.matters.kinds import MatterKind
from requests_api.matters.models import Matter
from requests_api.matters.settling import Kind
from requests_api.recomputations.kinds import PreviewFault, RunState
from requests_api.recomputations.models import (
    RecomputationPreview,
    RecomputationRun,
    RecomputationTally,
    RecomputedDeadline,
)

_MATTER, _RUN = table_of(Matter).c, table_of(RecomputationRun).c
_PREVIEW = table_of(RecomputationPreview).c
_FORGOTTEN = 5
"""How many old previews are removed at once."""


class PreviewRepository:
    """Rows of previews in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lock(self, run_id: UUID) -> RecomputationRun | None:
        """The preview, locked."""
        return await self._session.get(RecomputationRun, run_id, with_for_update=True)

    async def open_after(
        self, kinds: Mapping[MatterKind, Kind[Any]], last: Mapping[str, Any] | None, limit: int
    ) -> Sequence[Matter]:
        """The next open matters in the order of `ix_matters_calendar`."""
        order = (_MATTER.calendar_version, _MATTER.id)
        next_ones = select(_MATTER.id).where(_MATTER.is_open).order_by(*order).limit(limit)
        if last is not None:
            position = (literal(last["calendar_version"]), literal(UUID(last["id"])))
            next_ones = next_ones.where(tuple_(*order) > tuple_(*position))
        ids = (await self._session.scalars(next_ones)).all()
        found: dict[UUID, Matter] = {}
        for kind in kinds.values():
            rows = await self._session.scalars(select(kind.model).where(among(kind.model.id, ids)))
            found |= {matter.id: matter for matter in rows}
        return [found[each] for each in ids if each in found]

    async def fail_given_up(self, now: datetime) -> None:
        """End those whose work was given up: nobody waits for what is not computed any more."""
        dead = literal(WorkState.DEAD.value, literal_execute=True)
        given_up = select(_PREVIEW.run_id).where(_PREVIEW.state == dead)
        await self._session.execute(
            update(RecomputationRun)
            .where(_RUN.id.in_(given_up), _RUN.state == RunState.RUNNING)
            .values(state=RunState.FAILED, failed_because=PreviewFault.GIVEN_UP, ended_at=now),
            execution_options={"synchronize_session": False},
        )

    async def forget(self, *, before: datetime) -> None:
        """Remove previews that were asked for before an instant, a few at once."""
        old = select(_RUN.id).where(_RUN.previewed.is_not(None), _RUN.began_at < before)
        ids = (await self._session.scalars(old.limit(_FORGOTTEN))).all()
        for model in (RecomputedDeadline, RecomputationTally):
            await self._session.execute(delete(model).where(among(model.run_id, ids)))
        await self._session.execute(delete(RecomputationRun).where(among(RecomputationRun.id, ids)))
