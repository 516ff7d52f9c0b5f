"""What the authority of an agent puts on record."""

from uuid import UUID

from requests_api.applicants.kinds import AgentAuthority
from requests_api.cases.story import CaseEvent


class AgentAuthorityNoted(CaseEvent):
    """What proves that the agent may act for the applicant was noted: who they are stays sealed
    with the applicant.
    """

    TYPE = "agent_authority_noted"
    LABEL = "登记代理权证明"

    kind: AgentAuthority
    """By what the agent acts."""
    attachment_id: UUID | None
    """The file that proves it; null where it is paper."""
