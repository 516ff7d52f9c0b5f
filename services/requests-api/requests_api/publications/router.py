"""Proposing to publish over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from requests_api.cases.errors import CaseNotFound, CaseStepNotAllowed
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import FoundCase, ReadingDesk, desk_for
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.schemas import CreatedOut, StepOut
from requests_api.matters.web import CreatedDep
from requests_api.publications.errors import PublicationNotFound, PublicationTitleNeeded
from requests_api.publications.schemas import PublicationIn, PublicationOut
from requests_api.publications.service import PublicationService
from requests_api.publications.steps import PROPOSE

router = feature_router(prefix="/cases/{case_id}/publication", tags=["cases"])


@router.post(
    "",
    summary="建议主动公开 / Propose publication",
    status_code=201,
    response_model=StepOut,
    responses=problems(CaseNotFound, ForeignOrgan, CaseStepNotAllowed, PublicationTitleNeeded),
)
async def propose_publication(
    case_id: UUID,
    body: PublicationIn,
    answer: CreatedDep,
    desk: Annotated[CaseDesk, desk_for(PROPOSE)],
) -> Response:
    """Propose to publish the information that is asked for, as others ask for it too (条例44): it
    is told to the catalogue's service by its title and this reason, never by the reply or who
    asked. What the reply did not disclose is not proposed. It moves no period.
    """
    case, ref = await PublicationService(desk).propose(
        case_id, reason=body.reason, title=body.title
    )
    created = CreatedOut(kind="publication_proposal", id=ref)
    return await answer(desk, case, status_code=201, created=created)


@router.get(
    "",
    summary="主动公开建议 / The proposal to publish",
    responses=problems(CaseNotFound, PublicationNotFound),
)
async def get_publication(case: FoundCase, desk: ReadingDesk) -> PublicationOut:
    """The last proposal, and whether it was taken."""
    return await PublicationService(desk).shown(case)
