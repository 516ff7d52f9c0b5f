"""The history of a case over HTTP."""

from typing import Annotated

from fastapi import Query, Request, Response

from gongkai.http.cursors import CursorGone
from gongkai.http.language import preferred_language
from gongkai.http.openapi import problems
from gongkai.http.parts import SignerDep
from gongkai.http.routing import router as feature_router
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.web import FoundCase, ReadingDesk
from requests_api.timeline.schemas import TimelinePageOut, TimelineQuery
from requests_api.timeline.service import TimelineService

router = feature_router(prefix="/cases", tags=["cases"])


@router.get(
    "/{case_id}/timeline",
    summary="办理经过 / Read what happened to a case",
    responses=problems(CaseNotFound, CursorGone),
)
async def get_case_timeline(
    case: FoundCase,
    query: Annotated[TimelineQuery, Query()],
    request: Request,
    response: Response,
    desk: ReadingDesk,
    signer: SignerDep,
) -> TimelinePageOut:
    """What happened to the case, in sentences, from its record alone; with `view=outer` what its
    applicant is told. `Accept-Language` decides between Chinese and English.
    """
    language = preferred_language(request.headers.get("accept-language"))
    response.headers["Vary"] = "Accept-Language"
    return await TimelineService(desk).page(case, query, signer, language)
