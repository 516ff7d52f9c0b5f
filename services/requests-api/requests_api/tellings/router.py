"""Telling applicants over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import SessionDep
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.kind import CASE
from requests_api.matters.desk import Desk
from requests_api.matters.errors import DateOutOfOrder, ForeignOrgan
from requests_api.matters.schemas import StepOut
from requests_api.matters.web import AnswerDep, OfficeDep
from requests_api.tellings.errors import NothingToTell
from requests_api.tellings.schemas import TellingIn
from requests_api.tellings.service import TellingService

router = feature_router(prefix="/cases/{case_id}", tags=["cases"])


@router.post(
    "/tellings",
    summary="登记已告知申请人 / Record that the applicant was told",
    response_model=StepOut,
    responses=problems(CaseNotFound, ForeignOrgan, NothingToTell, DateOutOfOrder),
)
async def record_telling(
    case_id: UUID,
    body: TellingIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    session: SessionDep,
    office: OfficeDep,
    principal: Annotated[Principal, requires(Permission.CASES_WRITE)],
) -> Response:
    """Put on record that the office told the applicant of what `untold` of the case lists, by post
    or at the counter: whom no mail reaches is told so.
    """
    desk = Desk(session, office, CASE, principal)
    case = await TellingService(desk).record(
        case_id,
        expected,
        entries=body.entries,
        by=body.by,
        told_on=body.told_on,
        paper=body.paper,
    )
    return await answer(desk, case)
