"""Suggestions over HTTP."""

from typing import Annotated, cast
from uuid import UUID

from fastapi import Depends, Request, Response

from gongkai.http.language import preferred_language
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.web import Reader
from requests_api.matters.web import OfficeDep
from requests_api.suggestions.published import PublishedSearch
from requests_api.suggestions.schemas import SuggestionsOut
from requests_api.suggestions.service import SuggestionService

router = feature_router(prefix="/cases", tags=["cases"])


async def _published(request: Request) -> PublishedSearch:
    return cast("PublishedSearch", request.app.state.published)


@router.get(
    "/{case_id}/suggestions",
    summary="重复、相近申请和已公开信息 / Suggest duplicates and published information",
    responses=problems(CaseNotFound),
)
async def get_case_suggestions(
    case_id: UUID,
    principal: Reader,
    office: OfficeDep,
    published: Annotated[PublishedSearch, Depends(_published)],
    request: Request,
    response: Response,
) -> SuggestionsOut:
    """Other files that want the same, and what is published already. It decides nothing; where
    catalog-api does not answer, `published_available` is false and the rest stands.
    """
    response.headers["Vary"] = "Accept-Language"
    language = preferred_language(request.headers.get("accept-language"))
    return await SuggestionService(office, principal, published).read(case_id, language)
