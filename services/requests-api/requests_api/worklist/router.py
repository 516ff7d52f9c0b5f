"""GET /worklist over every kind of matter, and GET /cases over the applications."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Query
from starlette.responses import Response, StreamingResponse

from gongkai.auth.principal import Permission, Principal
from gongkai.contracts import Service
from gongkai.db import new_id
from gongkai.files.web import disposition
from gongkai.http.cursors import CursorGone
from gongkai.http.openapi import problems, sends
from gongkai.http.paging import Page
from gongkai.http.parts import SignerDep
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.jobs import Jobs
from gongkai.jobs.callers import sealed
from gongkai.jobs.presenter import job_out
from gongkai.jobs.router import job_path
from gongkai.jobs.schemas import JobOut
from requests_api.case_file.schemas import CaseListItem
from requests_api.matters.office import Office
from requests_api.matters.web import OfficeDep
from requests_api.worklist.errors import ExportTooLarge
from requests_api.worklist.export_service import MEDIA, MOST, MOST_AT_ONCE, WorklistExport
from requests_api.worklist.job_service import KIND
from requests_api.worklist.schemas import (
    CasesQuery,
    CountsOut,
    ExportQuery,
    MatterPageOut,
    WorklistFilters,
    WorklistQuery,
    WorklistSearchIn,
)
from requests_api.worklist.service import WorklistService

router = feature_router(tags=["worklist"])
_BINARY = {"type": "string", "format": "binary"}


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


@router.get(
    "/worklist:export",
    summary="导出工作台 / Export the worklist",
    response_class=Response,
    responses=problems(ExportTooLarge)
    | {
        200: {
            "description": "文件内容 / the file",
            "content": {kind.value: {"schema": _BINARY} for kind in MEDIA.values()},
        },
        202: {"model": JobOut, "description": "转为任务 / a job does it"},
    }
    | sends("Location", status=202),
)
async def export_worklist(
    query: Annotated[ExportQuery, Query()],
    principal: Annotated[Principal, requires(Permission.CASES_READ)],
    office: OfficeDep,
    signer: SignerDep,
) -> Response:
    """The worklist under the same filters as a file, masked as the list: CSV (UTF-8) as it streams,
    up to 100,000 rows, or XLSX up to 50,000. What is longer a job makes, whose file is kept for 24
    hours; asked for again while it is under way, the same job is told. What a spreadsheet would
    compute begins with `'`. A file that ends early was broken off: it lacks the end of its stream.
    """
    export = WorklistExport(office, signer, principal, query)
    total = await export.total()
    if total > MOST:
        raise ExportTooLarge
    if total > MOST_AT_ONCE[query.format]:
        return await _job(office, principal, query, total)
    content = export.content()
    first = await anext(content)  # what cannot be read is told before the answer begins
    return StreamingResponse(
        _after(first, content),
        headers={
            "Content-Type": MEDIA[query.format].value,
            "Content-Disposition": disposition(export.name),
            "Cache-Control": "no-store",
        },
    )


async def _job(office: Office, principal: Principal, query: ExportQuery, total: int) -> Response:
    asked = query.model_dump_json()
    mark = office.indexes.digest("worklist.export", asked).hex()
    async with office.database.unit_of_work() as session:
        jobs = Jobs(session, office.clock, principal)
        job = await jobs.under_way(KIND, mark)
        if job is None:
            job_id = new_id()
            arguments = sealed(office.keys, job_id, principal, {"query": asked}) | {"mark": mark}
            await jobs.start(KIND, arguments, service=Service.REQUESTS, of=total, job_id=job_id)
            job = await jobs.find(job_id)
        told = job_out(job, "/requests/v1")
    return Response(
        told.model_dump_json(),
        status_code=202,
        media_type="application/json",
        headers={"Location": job_path(Service.REQUESTS, told.id), "Cache-Control": "no-store"},
    )


async def _after(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in rest:
        yield piece


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
