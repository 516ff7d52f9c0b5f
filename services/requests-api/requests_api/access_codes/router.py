"""A new access code for an applicant who lost the first."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.http.concurrency import ExpectedVersion, etag
from gongkai.http.idempotency import OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import SessionDep
from requests_api.access_codes.errors import (
    ApplicantContactFirst,
    ContactChangedRecently,
    HandoverNeedsSecondPerson,
    MailHandoverUnavailable,
)
from requests_api.access_codes.schemas import AccessCodeIn, AccessCodeOut
from requests_api.access_codes.service import AccessCodeService
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.kind import CASE
from requests_api.matters.desk import Desk
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.web import OfficeDep

router = feature_router(prefix="/cases/{case_id}", tags=["cases"])


@router.post(
    "/access-code",
    summary="重发查询码 / Re-issue the access code",
    response_model=AccessCodeOut,
    responses=problems(
        CaseNotFound,
        ForeignOrgan,
        MailHandoverUnavailable,
        ApplicantContactFirst,
        ContactChangedRecently,
        HandoverNeedsSecondPerson,
    ),
)
async def reissue_access_code(
    case_id: UUID,
    body: AccessCodeIn,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
    principal: Annotated[Principal, requires(Permission.CASES_WRITE)],
) -> Response:
    """Give the applicant a new access code; the old one is void at once.

    By mail where the applicant gave an address: the notifier fetches a code when it sends, and
    nobody in the office sees it. Else on paper: at the counter against the identity document (who
    states `counter` states that they saw it), or by registered post.
    """
    desk = Desk(session, office, CASE, principal)
    case, code = await AccessCodeService(desk).reissue(
        case_id, expected, reason=body.reason, handover=body.handover
    )
    answer = AccessCodeOut(receipt_number=case.receipt_number, access_code=code)
    return await gate.answer(answer, headers={"ETag": etag(case.version)})
