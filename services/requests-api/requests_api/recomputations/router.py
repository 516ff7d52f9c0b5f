"""Recomputations over HTTP: which there were, and what each moved."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from gongkai.auth.principal import Permission, Principal
from gongkai.http.cursors import CursorGone
from gongkai.http.openapi import problems
from gongkai.http.paging import Page, PageQuery
from gongkai.http.parts import SignerDep
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep
from requests_api.recomputations.errors import RecomputationNotFound
from requests_api.recomputations.report_service import ReportService
from requests_api.recomputations.schemas import (
    RecomputationOut,
    RecomputationReportOut,
    ReportQuery,
)

router = feature_router(prefix="/recomputations", tags=["recomputations"])
Reader = Annotated[Principal, requires(Permission.CALENDAR_READ)]


@router.get("", summary="重新计算列表 / List recomputations", responses=problems(CursorGone))
async def list_recomputations(
    query: Annotated[PageQuery, Query()],
    principal: Reader,
    session: ReadSessionDep,
    signer: SignerDep,
) -> Page[RecomputationOut]:
    """Each time when open matters were computed again since what their dates rest on changed,
    the newest first, with how many of the organs that the caller sees were touched.
    """
    return await ReportService(session, principal, signer).page(query)


@router.get(
    "/{recomputation_id}",
    summary="重新计算的结果 / Read what a recomputation moved",
    responses=problems(RecomputationNotFound, CursorGone),
)
async def get_recomputation(
    recomputation_id: UUID,
    query: Annotated[ReportQuery, Query()],
    principal: Reader,
    session: ReadSessionDep,
    signer: SignerDep,
) -> RecomputationReportOut:
    """Every deadline that moved, with its old and its new end, in pages; of the organs whose cases
    the caller may read. The record of each matter says the same, with the reason.
    """
    return await ReportService(session, principal, signer).report(recomputation_id, query)
