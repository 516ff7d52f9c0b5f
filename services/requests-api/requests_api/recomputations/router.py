"""Recomputations over HTTP: which there were, and what each moved."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from gongkai.auth.principal import Permission, Principal
from gongkai.http.cursors import CursorGone
from gongkai.http.idempotency import IdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.paging import Page
from gongkai.http.parts import SignerDep
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep, SessionDep
from requests_api.matters.web import OfficeDep
from requests_api.recomputations.errors import PreviewNotPossible, RecomputationNotFound
from requests_api.recomputations.presenter import run_out
from requests_api.recomputations.preview_service import begin_preview
from requests_api.recomputations.report_service import ReportService
from requests_api.recomputations.run_repository import NOTHING
from requests_api.recomputations.schemas import (
    PreviewIn,
    RecomputationOut,
    RecomputationReportOut,
    ReportQuery,
    RunQuery,
)

router = feature_router(prefix="/recomputations", tags=["recomputations"])
Reader = Annotated[Principal, requires(Permission.CALENDAR_READ)]


@router.get("", summary="重新计算列表 / List recomputations", responses=problems(CursorGone))
async def list_recomputations(
    query: Annotated[RunQuery, Query()],
    principal: Reader,
    session: ReadSessionDep,
    signer: SignerDep,
) -> Page[RecomputationOut]:
    """Each time when open matters were computed again since what their dates rest on changed,
    the newest first, with how many of the organs that the caller sees were touched.
    """
    return await ReportService(session, principal, signer).page(query)


@router.post(
    ":preview",
    summary="预演放假安排通知 / Preview what a notice would move",
    status_code=202,
    response_model=RecomputationOut,
    responses=problems(PreviewNotPossible),
)
async def preview_recomputation(
    body: PreviewIn,
    principal: Annotated[Principal, requires(Permission.CALENDAR_MANAGE)],
    session: SessionDep,
    office: OfficeDep,
    gate: IdempotencyDep,
) -> Response:
    """What would move if a holiday notice were loaded or withdrawn; nothing is changed. It is
    computed by the worker: its report stands at `Location`, for a day, and fills while it runs.
    Who may read cases finds those of the own organs in it, whoever asked.
    """
    run = await begin_preview(session, office, principal, body)
    return await gate.answer(
        run_out(run, NOTHING),
        status_code=202,
        headers={"Location": f"/requests/v1/recomputations/{run.id}"},
    )


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
