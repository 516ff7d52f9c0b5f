"""The searches for applicants that were made."""

from typing import Annotated

from fastapi import Query

from gongkai.auth.principal import Permission, Principal
from gongkai.http.cursors import CursorGone
from gongkai.http.openapi import problems
from gongkai.http.parts import SignerDep
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep
from requests_api.matters.web import OfficeDep
from requests_api.searches.schemas import SearchesQuery, SearchPageOut
from requests_api.searches.service import SearchService

router = feature_router(tags=["worklist"])


@router.get(
    "/worklist/searches",
    summary="查找记录 / List searches for applicants",
    responses=problems(CursorGone),
)
async def list_worklist_searches(
    query: Annotated[SearchesQuery, Query()],
    principal: Annotated[Principal, requires(Permission.EVENTS_VERIFY, by_people=True)],
    session: ReadSessionDep,
    office: OfficeDep,
    signer: SignerDep,
) -> SearchPageOut:
    """Who looked for applicants by document or phone in the caller's scope, the newest first."""
    return await SearchService(session, office, principal).listed(query, signer)
