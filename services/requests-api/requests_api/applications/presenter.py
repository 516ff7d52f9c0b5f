"""An application as its applicant sees it."""

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.http.language import Language
from gongkai.record import read_whole
from requests_api.access_codes.presenter import acts_out, reissue_out
from requests_api.applications.schemas import ApplicationOut, ReplyForApplicantOut
from requests_api.cases.kind import CASE
from requests_api.cases.kinds import national_text
from requests_api.cases.models import Case
from requests_api.cases.states import STAGES, CaseState
from requests_api.cases.story import facts_of
from requests_api.clock import evaluate
from requests_api.closings.presenter import closing_for_applicant
from requests_api.corrections.presenter import correction_for_applicant
from requests_api.corrections.steps import RECEIVE_CORRECTION
from requests_api.decisions.taxonomy import decision_of
from requests_api.explanations.presenter import explanation_for_applicant
from requests_api.fees.applicant_service import fee_told
from requests_api.matters.file import RecordFile
from requests_api.matters.office import Office
from requests_api.matters.presenter import Words
from requests_api.matters.repository import MatterRepository
from requests_api.replies.models import CONTENT
from requests_api.replies.repository import ReplyRepository
from requests_api.timeline.presenter import outer_entries
from requests_api.withdrawals.steps import WITHDRAW

_INTERNAL = {CaseState.DRAFTED, CaseState.IN_APPROVAL, CaseState.APPROVED}
"""What an applicant is shown as handling: drafts are the office's own."""


async def application_out(
    session: AsyncSession, office: Office, case: Case, language: Language = "zh"
) -> ApplicationOut:
    """The case without anything internal; the reply only once it is issued."""
    file = RecordFile(read_whole(case, await MatterRepository(session).events(case.id)))
    state = CaseState(case.state)
    shown = CaseState.HANDLING if state in _INTERNAL else state
    stage = STAGES[shown]
    return ApplicationOut(
        receipt_number=case.receipt_number,
        number=case.number,
        title=case.title,
        state=shown,
        state_label=shown.label,
        stage=stage,
        stage_label=stage.label,
        arrived_on=case.arrived_on,
        received_on=case.received_on,
        due_on=case.due_on,
        was_due_on=case.was_due_on,
        due_on_basis=await _basis(session, office, case, file),
        provisional=case.is_provisional,
        reply=await _reply(session, office, case),
        closing=closing_for_applicant(case.closing),
        correction=correction_for_applicant(case.correction, await _said(session, office, case)),
        explanation=explanation_for_applicant(case.explanation),
        delayed_until=max((delay["until"] for delay in case.delays or ()), default=None),
        paused_since=next((p["on"] for p in case.pauses or () if p["resumed_on"] is None), None),
        can_correct=CASE.steps.why_not(RECEIVE_CORRECTION, CASE.situation(case)) is None,
        fee=await fee_told(session, office, case),
        can_withdraw=CASE.steps.why_not(WITHDRAW, CASE.situation(case)) is None,
        code_reissue=reissue_out(case.code_reissue),
        acts_under_reissue=acts_out(case.acts_under_reissue),
        timeline=outer_entries(file, language, national_text(case.received_on, case.arrived_on)),
    )


async def _said(session: AsyncSession, office: Office, case: Case) -> Words:
    """What was said with the acts on the case, of which the applicant is shown the notice alone."""
    said = await MatterRepository(session).said(case.id) if case.correction else {}
    return Words(case.id, said, office.keys)


async def _basis(session: AsyncSession, office: Office, case: Case, file: RecordFile) -> str | None:
    """Why the answer is due on its day, in the words of the clock."""
    if case.due_on is None:
        return None
    calendar = await office.calendars.current(session)
    evaluation = evaluate(facts_of(file.effective), calendar, office.clock.today())
    return next((item.basis for item in evaluation.deadlines if item.due_on == case.due_on), None)


async def _reply(session: AsyncSession, office: Office, case: Case) -> ReplyForApplicantOut | None:
    reply = await ReplyRepository(session).current(case)
    if reply is None or reply.issued_on is None:
        return None
    return ReplyForApplicantOut(
        decision=reply.decision,
        decision_label=decision_of(reply.decision).label,
        document_number=reply.document_number,
        content=CONTENT.shown(office.keys, reply.content, reply.id),
        issued_on=reply.issued_on,
        delivered_on=reply.delivered_on,
    )
