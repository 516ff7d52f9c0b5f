"""The authority of an agent over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import SessionDep
from requests_api.agent_authorities.errors import AuthorityAttachmentUnknown, NoAgent
from requests_api.agent_authorities.schemas import AgentAuthorityIn
from requests_api.agent_authorities.service import AgentAuthorityService
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.kind import CASE
from requests_api.matters.desk import Desk
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.schemas import StepOut
from requests_api.matters.web import AnswerDep, OfficeDep

router = feature_router(prefix="/cases/{case_id}", tags=["cases"])


@router.post(
    "/agent-authority",
    summary="登记代理权证明 / Note an agent's authority",
    response_model=StepOut,
    responses=problems(CaseNotFound, ForeignOrgan, NoAgent, AuthorityAttachmentUnknown),
)
async def note_agent_authority(
    case_id: UUID,
    body: AgentAuthorityIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    session: SessionDep,
    office: OfficeDep,
    principal: Annotated[Principal, requires(Permission.CASES_WRITE)],
) -> Response:
    """Note what proves that the agent may act: a power of attorney, what shows a guardian, or an
    organisation's representative, as paper or as an attachment of the case.
    """
    desk = Desk(session, office, CASE, principal)
    case = await AgentAuthorityService(desk).note(case_id, expected, body)
    return await answer(desk, case)
