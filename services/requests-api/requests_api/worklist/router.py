"""GET /worklist over every kind of matter, and GET /cases over the applications."""

from typing import Annotated

from fastapi import Query

from gongkai.auth.principal import Permission, Principal
from gongkai.http.cursors import CursorGone
from gongkai.http.openapi import problems
from gongkai.http.paging import Page
from gongkai.http.parts import SignerDep
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep, SessionDep
from requests_api.case_file.schemas import CaseListItem
from requests_api.matters.web import OfficeDep
from requests_api.worklist.schemas import (
    CasesQuery,
    CountsOut,
    MatterPageOut,
    WorklistFilters,
    WorklistQuery,
    WorklistSearchIn,
)
from requests_api.worklist.service import WorklistService

router = feature_router(tags=["worklist"])


@router.get(
    "/cases", summary="申请列表 / List cases", tags=["cases"], responses=problems(CursorGone)
)
async def list_cases(
    query: Annotated[CasesQuery, Query()],
    principal: Annotated[Principal, requires(Permission.CASES_READ)],
    session: ReadSessionDep,
    office: OfficeDep,
    signer: SignerDep,
) -> Page[CaseListItem]:
    """Cases of the caller's scope, nearest due date first, those without a date last.

    An application whose receipt is not confirmed stands at its house deadline for confirmation.
    """
    return await WorklistService(session, office, principal).cases(query, signer)


@router.get("/worklist", summary="工作台 / List the worklist", responses=problems(CursorGone))
async def list_worklist(
    query: Annotated[WorklistQuery, Query()],
    principal: Annotated[Principal, requires(Permission.CASES_READ)],
    session: ReadSessionDep,
    office: OfficeDep,
    signer: SignerDep,
) -> MatterPageOut:
    """Matters of every kind in the caller's scope, nearest end first, whichever unit it is in."""
    return await WorklistService(session, office, principal).matters(query, signer)


@router.get("/worklist/counts", summary="工作台统计 / Count the worklist")
async def count_worklist(
    filters: Annotated[WorklistFilters, Query()],
    principal: Annotated[Principal, requires(Permission.CASES_READ)],
    session: ReadSessionDep,
    office: OfficeDep,
) -> CountsOut:
    """How many matters the worklist holds under the same filters, by kind, state and light."""
    return await WorklistService(session, office, principal).counts(filters)


@router.post(
    "/worklist:search",
    summary="按证件或者电话查找 / Search by document or phone",
    responses=problems(CursorGone),
)
async def search_worklist(
    body: WorklistSearchIn,
    principal: Annotated[
        Principal, requires(Permission.CASES_READ, Permission.CASES_UNMASK, by_people=True)
    ],
    session: SessionDep,
    office: OfficeDep,
    signer: SignerDep,
) -> MatterPageOut:
    """Matters by the applicant's identity document or phone, so that no number stands in an
    address. For those who may read an applicant's data; each search goes on record.
    """
    return await WorklistService(session, office, principal).search(body, signer)
