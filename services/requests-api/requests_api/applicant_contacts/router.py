"""Changing contact data over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import SessionDep
from requests_api.applicant_contacts.errors import ContactUnchanged
from requests_api.applicant_contacts.schemas import ApplicantContactIn
from requests_api.applicant_contacts.service import ApplicantContactService
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.kind import CASE
from requests_api.matters.desk import Desk
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.schemas import StepOut
from requests_api.matters.web import AnswerDep, OfficeDep

router = feature_router(prefix="/cases/{case_id}", tags=["cases"])


@router.post(
    "/applicant-contact",
    summary="变更申请人联系方式 / Change the applicant's contact data",
    response_model=StepOut,
    responses=problems(CaseNotFound, ForeignOrgan, ContactUnchanged),
)
async def change_applicant_contact(
    case_id: UUID,
    body: ApplicantContactIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    session: SessionDep,
    office: OfficeDep,
    principal: Annotated[Principal, requires(Permission.CASES_WRITE)],
) -> Response:
    """Put the applicant's contact data right, for a reason; what changed stands on record.

    For seven days no access code goes to what was changed, and whoever changed it hands none over
    on paper. The mail address that is given up is told so.
    """
    desk = Desk(session, office, CASE, principal)
    case = await ApplicantContactService(desk).change(
        case_id, expected, body.stated, reason=body.reason
    )
    return await answer(desk, case)
