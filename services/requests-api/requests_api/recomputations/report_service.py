"""What a caller is told of recomputations."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Permission, Principal
from gongkai.crypto.signing import Signer
from gongkai.http.paging import Page, Pager, Rows
from gongkai.reference.organs import organ_names
from requests_api.recomputations.errors import RecomputationNotFound
from requests_api.recomputations.kinds import Direction
from requests_api.recomputations.models import RecomputationRun
from requests_api.recomputations.presenter import organs_in, report_out, run_out
from requests_api.recomputations.run_repository import (
    IN_ORDER,
    NEWEST_RUN,
    NOTHING,
    RunRepository,
    Unfinished,
)
from requests_api.recomputations.schemas import (
    RecomputationOut,
    RecomputationReportOut,
    ReportQuery,
    RunQuery,
)


class ReportService:
    """Recomputations, for one caller."""

    def __init__(self, session: AsyncSession, principal: Principal, signer: Signer) -> None:
        self._session = session
        self._runs = RunRepository(session)
        self._principal = principal
        self._signer = signer

    async def page(self, query: RunQuery) -> Page[RecomputationOut]:
        """Which there were, the newest first."""
        pager = Pager(self._signer, "recomputations", query, NEWEST_RUN)
        found = await self._runs.page(pager, previews=query.previews)
        counts = await self._runs.counts(self._principal, found.items)
        names = await organ_names(self._session, organs_in(found.items))
        return Page(
            items=[run_out(run, counts.get(run.id, NOTHING), names) for run in found.items],
            next_cursor=found.next_cursor,
        )

    async def report(self, run_id: UUID, query: ReportQuery) -> RecomputationReportOut:
        """What one of them did; raises RecomputationNotFound."""
        run = await self._runs.get(run_id)
        if run is None:
            raise RecomputationNotFound
        counts = await self._runs.counts(self._principal, [run])
        names = await organ_names(self._session, organs_in([run]))
        shown = run_out(run, counts.get(run.id, NOTHING), names)
        if not self._principal.allows(Permission.CASES_READ):
            withheld: Rows[Any] = Rows((), None)
            return report_out(shown, 0, (), withheld)
        failed, failures = await self._failed(run, shown)
        # The cursor is one of this report only.
        pager = Pager(self._signer, f"recomputations.{run_id}", query, IN_ORDER)
        directions = query.direction or tuple(Direction)
        moved = await self._runs.moved(self._principal, run_id, directions, pager)
        return report_out(shown, failed, failures, moved)

    async def _failed(
        self, run: RecomputationRun, shown: RecomputationOut
    ) -> tuple[int, Sequence[Unfinished]]:
        if run.previewed is not None:
            return shown.counts.failed, ()
        return await self._runs.failed(self._principal, run)
