"""Texts of a case, and its applicant, for a reason."""

from typing import Annotated
from uuid import UUID

from gongkai.auth.principal import Permission, Principal
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import SessionDep
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.models import Case
from requests_api.disclosures.errors import ApplicantNotDisclosed
from requests_api.disclosures.schemas import DisclosureIn, DisclosureOut
from requests_api.disclosures.service import CaseDisclosures
from requests_api.matters.repository import MatterRepository
from requests_api.matters.web import OfficeDep

router = feature_router(prefix="/cases", tags=["cases"])


@router.post(
    "/{case_id}/disclosures",
    summary="查阅隐去的内容 / Read withheld texts",
    responses=problems(CaseNotFound, ApplicantNotDisclosed),
)
async def disclose_case(
    case_id: UUID,
    body: DisclosureIn,
    principal: Annotated[Principal, requires(Permission.CASES_DISCLOSE)],
    session: SessionDep,
    office: OfficeDep,
) -> DisclosureOut:
    """Texts that oversight does not see, for a reason; the reading goes on record.

    The applicant is disclosed as by `/applicant-disclosure`: to those alone who work on the case.
    """
    case = await MatterRepository(session).find(Case, case_id, principal)
    if case is None:
        raise CaseNotFound
    return await CaseDisclosures(session, office, principal).disclose(case, body.reason, body.of)
