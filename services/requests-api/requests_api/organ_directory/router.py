"""GET /organs: where one can apply."""

from hashlib import sha256
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from gongkai.http.concurrency import IfNoneMatch
from gongkai.http.cursors import CursorGone
from gongkai.http.openapi import problems, sends
from gongkai.http.paging import Page, Pager
from gongkai.http.parts import ClockDep, SignerDep
from gongkai.http.routing import router as feature_router
from gongkai.http.sessions import ReadSessionDep
from requests_api.organ_directory.presenter import organ_out
from requests_api.organ_directory.repository import BY_NAME, page_of_organs
from requests_api.organ_directory.schemas import DirectoryOrganOut, DirectoryQuery

router = feature_router(prefix="/organs", tags=["organs"])
_KEPT = "public, max-age=300"
"""Five minutes: the directory changes seldom, and no legal day hangs on it."""


@router.get(
    "",
    summary="受理申请的机关 / List the organs that take applications",
    response_model=Page[DirectoryOrganOut],
    responses=problems(CursorGone) | sends("ETag", "Cache-Control"),
)
async def list_organs_taking_applications(
    query: Annotated[DirectoryQuery, Query()],
    session: ReadSessionDep,
    clock: ClockDep,
    signer: SignerDep,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """The organs that take applications, by name, each with its channels and its office (条例12).

    Public. An answer may be kept for five minutes and asked for again with its tag.
    """
    pager = Pager(signer, "organs-taking-applications", query, BY_NAME)
    rows = await page_of_organs(session, query, clock.today(), pager)
    page = Page[DirectoryOrganOut](
        items=[organ_out(row) for row in rows.items], next_cursor=rows.next_cursor
    )
    body = page.model_dump_json().encode()
    headers = {"ETag": f'"{sha256(body).hexdigest()[:32]}"', "Cache-Control": _KEPT}
    if if_none_match is not None and headers["ETag"] in if_none_match:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
