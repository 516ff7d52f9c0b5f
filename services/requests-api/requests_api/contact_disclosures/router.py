"""The contact of an applicant, for the machine that sends messages there."""

from typing import Annotated

from gongkai.auth.principal import Permission, Principal
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import SessionDep
from requests_api.access_codes.errors import ContactChangedRecently
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.kind import CASE
from requests_api.contact_disclosures.errors import ContactNotFound, MessageObsolete
from requests_api.contact_disclosures.schemas import ContactDisclosureIn, ContactDisclosureOut
from requests_api.contact_disclosures.service import ContactDisclosureService
from requests_api.matters.desk import Desk
from requests_api.matters.web import OfficeDep

router = feature_router(prefix="/contact-disclosures", tags=["contact-disclosures"])


@router.post(
    "",
    summary="提供申请人联系方式（用于发送） / Give an applicant's address to the sender",
    responses=problems(CaseNotFound, ContactNotFound, MessageObsolete, ContactChangedRecently),
)
async def disclose_contact(
    body: ContactDisclosureIn,
    principal: Annotated[Principal, requires(Permission.CONTACTS_READ)],
    session: SessionDep,
    office: OfficeDep,
) -> ContactDisclosureOut:
    """Where an applicant is reached, for the delivery that is about to leave.

    For the notifier's own client: no role holds the permission. Each call stands on the case's
    record; its answer is stored nowhere, so a repetition is a disclosure of its own and draws
    another code.
    """
    desk = Desk(session, office, CASE, principal)
    return await ContactDisclosureService(desk).disclose(body)
