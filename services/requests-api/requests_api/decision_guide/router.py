"""The guided check over HTTP."""

from fastapi import Request, Response

from gongkai.http.language import preferred_language
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.web import FoundCase, ReadingDesk
from requests_api.decision_guide.schemas import DecisionGuideOut
from requests_api.decision_guide.service import guide_of

router = feature_router(prefix="/cases", tags=["cases"])


@router.get(
    "/{case_id}/decision-guide",
    summary="办理指引：补不补、该不该、有没有、给不给 / Guide to the decision of a case",
    responses=problems(CaseNotFound),
)
async def get_decision_guide(
    case: FoundCase, desk: ReadingDesk, request: Request, response: Response
) -> DecisionGuideOut:
    """The four questions, asked of the file: what it says to each, which decisions remain, what
    evidence each demands and what of it is missing. The guide decides nothing.
    """
    response.headers["Vary"] = "Accept-Language"
    language = preferred_language(request.headers.get("accept-language"))
    return await guide_of(desk, case, language)
