"""Links over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.responses import Response

from gongkai.http.cursors import CursorGone
from gongkai.http.openapi import problems
from gongkai.http.parts import SignerDep
from gongkai.http.routing import router as feature_router
from requests_api.cases.errors import CaseNotFound, CaseStepNotAllowed
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import FoundCase, ReadingDesk, desk_for
from requests_api.links.errors import LinkedCaseUnknown, LinkToItself
from requests_api.links.schemas import LinkIn, LinkPageOut, LinksQuery
from requests_api.links.service import LinkService
from requests_api.links.steps import LINK_CASE
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.schemas import CreatedOut, StepOut
from requests_api.matters.web import CreatedDep

router = feature_router(prefix="/cases/{case_id}/links", tags=["cases"])


@router.post(
    "",
    summary="关联其他申请 / Link two cases",
    status_code=201,
    response_model=StepOut,
    responses=problems(
        CaseNotFound, ForeignOrgan, CaseStepNotAllowed, LinkToItself, LinkedCaseUnknown
    )
    | {200: {"model": StepOut, "description": "已有此关联 / linked already"}},
)
async def link_case(
    case_id: UUID,
    body: LinkIn,
    answer: CreatedDep,
    desk: Annotated[CaseDesk, desk_for(LINK_CASE)],
) -> Response:
    """Link the case with another one that the caller sees; both show it. The same link twice is
    one: then the answer is 200 and nothing changes.
    """
    case, link_id, is_new = await LinkService(desk).add(
        case_id, other_id=body.case_id, relation=body.relation
    )
    created = CreatedOut(kind="link", id=link_id)
    return await answer(desk, case, status_code=201 if is_new else 200, created=created)


@router.get(
    "",
    summary="关联的申请 / List the links of a case",
    responses=problems(CaseNotFound, CursorGone),
)
async def list_case_links(
    case: FoundCase,
    query: Annotated[LinksQuery, Query()],
    desk: ReadingDesk,
    signer: SignerDep,
) -> LinkPageOut:
    """The files that this one has to do with, the newest link first."""
    return await LinkService(desk).page(case, query, signer)
