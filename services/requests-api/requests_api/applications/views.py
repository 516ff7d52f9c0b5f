"""An application as its applicant sees it."""

from sqlalchemy.ext.asyncio import AsyncSession

from requests_api.applications.schemas import ApplicationOut, ReplyForApplicantOut
from requests_api.cases.desk import Office, situation_of
from requests_api.cases.lifecycle import (
    STAGE_LABELS,
    STAGES,
    STATE_LABELS,
    CaseState,
    Step,
    allows,
)
from requests_api.cases.models import Case, Reply
from requests_api.decisions.taxonomy import decision_of

_INTERNAL = {CaseState.DRAFTED, CaseState.IN_APPROVAL, CaseState.APPROVED}
"""What an applicant is shown as handling: drafts are the office's own."""


async def application_out(session: AsyncSession, office: Office, case: Case) -> ApplicationOut:
    """The case without anything internal; the reply only once it is issued."""
    state = CaseState(case.state)
    shown = CaseState.HANDLING if state in _INTERNAL else state
    stage = STAGES[shown]
    return ApplicationOut(
        receipt_number=case.receipt_number,
        number=case.number,
        title=case.title,
        state=shown,
        state_label=STATE_LABELS[shown],
        stage=stage,
        stage_label=STAGE_LABELS[stage],
        received_on=case.received_on,
        due_on=case.due_on,
        provisional=case.is_provisional,
        reply=await _reply(session, office, case),
        can_withdraw=allows(situation_of(case), Step.WITHDRAW),
    )


async def _reply(session: AsyncSession, office: Office, case: Case) -> ReplyForApplicantOut | None:
    reply = None if case.reply_id is None else await session.get(Reply, case.reply_id)
    if reply is None or reply.issued_on is None:
        return None
    return ReplyForApplicantOut(
        decision=reply.decision,
        decision_label=decision_of(reply.decision).label,
        document_number=reply.document_number,
        content=office.keys.decrypt_text("replies", "content", reply.id, reply.content),
        issued_on=reply.issued_on,
        delivered_on=reply.delivered_on,
    )
