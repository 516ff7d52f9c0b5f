"""Noting by what an agent acts."""

from uuid import UUID

from gongkai.errors import Forbidden
from gongkai.http.versions import IfMatch
from requests_api.agent_authorities.errors import AuthorityAttachmentUnknown, NoAgent
from requests_api.agent_authorities.events import AgentAuthorityNoted
from requests_api.agent_authorities.schemas import AgentAuthorityIn
from requests_api.applicants.models import Applicant
from requests_api.applicants.presenter import opened, seal_values
from requests_api.attachments.repository import AttachmentRepository
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.matters.desk import Act


class AgentAuthorityService:
    """Authorities that one caller notes."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def note(self, case_id: UUID, expected: IfMatch, noted: AgentAuthorityIn) -> Case:
        """Note what proves the authority, in any state; by people only: somebody has looked at it.

        Where the paper lies is sealed with the agent. Raises `NoAgent`,
        `AuthorityAttachmentUnknown`, and DecryptionFailed where the values cannot be read.
        """
        desk = self._desk
        case = await desk.find_own(case_id)
        if desk.principal.is_machine:
            raise Forbidden("代理权证明只能由工作人员登记", "Only people note an authority")
        expected.check(case.version, since=case.same_since)
        applicant = await desk.session.get_one(Applicant, case.id)
        values = opened(case.id, applicant.personal, desk.office.keys)
        if values["agent"] is None:
            raise NoAgent
        if noted.attachment_id is not None:
            found = await AttachmentRepository(desk.session).find(case.id, noted.attachment_id)
            if found is None or found.attachment.removed_at is not None:
                raise AuthorityAttachmentUnknown.at("/body/attachment_id")
        shown = None if noted.attachment_id is None else str(noted.attachment_id)
        values["agent"] |= {
            "authority_kind": noted.kind.value,
            "authority": noted.paper,
            "authority_attachment_id": shown,
        }
        applicant.personal = seal_values(desk.office.keys, case.id, values)
        event = AgentAuthorityNoted(kind=noted.kind, attachment_id=noted.attachment_id)
        await desk.put_on_record(case, Act(event))
        return case
