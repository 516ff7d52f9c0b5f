"""The applicant in the clear, for a reason."""

from typing import Annotated
from uuid import UUID

from gongkai.auth.principal import Permission, Principal
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import SessionDep
from requests_api.applicant_disclosures.service import DisclosureService
from requests_api.applicants.presenter import unmasked
from requests_api.applicants.schemas import ApplicantUnmaskedOut
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.models import Case
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.repository import MatterRepository
from requests_api.matters.schemas import ReasonIn
from requests_api.matters.web import OfficeDep

router = feature_router(prefix="/cases", tags=["cases"])


@router.post(
    "/{case_id}/applicant-disclosure",
    summary="查看申请人信息原文 / Read the applicant in the clear",
    responses=problems(CaseNotFound, ForeignOrgan),
)
async def disclose_applicant(
    case_id: UUID,
    body: ReasonIn,
    principal: Annotated[Principal, requires(Permission.CASES_UNMASK)],
    session: SessionDep,
    office: OfficeDep,
) -> ApplicantUnmaskedOut:
    """The applicant's data in the clear, for a reason; the reading goes on record."""
    case = await MatterRepository(session).find(Case, case_id, principal)
    if case is None:
        raise CaseNotFound
    service = DisclosureService(session, office, principal)
    return unmasked(await service.disclose(case, body.reason), office.keys)
