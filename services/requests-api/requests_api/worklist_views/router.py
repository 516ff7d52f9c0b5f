"""Kept worklists over HTTP."""

from typing import Annotated

from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.http.concurrency import ExpectedVersion, FirstOrExpectedVersion, etag
from gongkai.http.idempotency import OptionalIdempotencyDep
from gongkai.http.openapi import problems, sends
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep, SessionDep
from requests_api.matters.web import OfficeDep
from requests_api.worklist_views.errors import TooManyViews, ViewNotFound
from requests_api.worklist_views.schemas import Code, ViewIn, ViewOut, ViewsOut
from requests_api.worklist_views.service import ViewService

router = feature_router(prefix="/worklist/views", tags=["worklist"])
Keeper = Annotated[Principal, requires(Permission.CASES_READ, by_people=True)]
"""A person who reads worklists; each keeps and sees the own ones only."""


@router.get("", summary="本人保存的工作台视图 / List the worklists that one keeps")
async def list_worklist_views(
    principal: Keeper, session: ReadSessionDep, office: OfficeDep
) -> ViewsOut:
    """The caller's own, by code."""
    return ViewsOut(items=list(await ViewService(session, office, principal).all()))


@router.get(
    "/{code}",
    summary="读取工作台视图 / Read a worklist that one keeps",
    responses=problems(ViewNotFound) | sends("ETag"),
)
async def get_worklist_view(
    code: Code,
    response: Response,
    principal: Keeper,
    session: ReadSessionDep,
    office: OfficeDep,
) -> ViewOut:
    """One of the caller's own."""
    view = await ViewService(session, office, principal).get(code)
    response.headers["ETag"] = etag(view.version)
    return view


@router.put(
    "/{code}",
    summary="保存工作台视图 / Keep a worklist",
    response_model=ViewOut,
    responses=problems(TooManyViews) | sends("ETag"),
)
async def put_worklist_view(
    code: Code,
    body: ViewIn,
    expected: FirstOrExpectedVersion,
    gate: OptionalIdempotencyDep,
    principal: Keeper,
    session: SessionDep,
    office: OfficeDep,
) -> Response:
    """Keep filters and order of the worklist under a code of one's own; `If-None-Match: *` for a
    new one, `If-Match` to replace it. Thirty at most.
    """
    view = await ViewService(session, office, principal).put(code, expected, body)
    return await gate.answer(view, headers={"ETag": etag(view.version)})


@router.delete(
    "/{code}",
    status_code=204,
    summary="删除工作台视图 / Keep a worklist no longer",
    responses=problems(ViewNotFound),
)
async def delete_worklist_view(
    code: Code,
    expected: ExpectedVersion,
    principal: Keeper,
    session: SessionDep,
    office: OfficeDep,
) -> None:
    """Delete one of the caller's own."""
    await ViewService(session, office, principal).remove(code, expected)
