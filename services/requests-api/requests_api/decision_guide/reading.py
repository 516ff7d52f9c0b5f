"""A file as the guide asks it: its record, its letters, its present draft, what was answered."""

from datetime import date

from gongkai.record import RecordedEvent
from gongkai.rules import rule_of
from requests_api.cases.kind import CaseDesk
from requests_api.cases.kinds import national_text
from requests_api.cases.models import Case
from requests_api.cases.states import CaseState
from requests_api.clock.facts import Party
from requests_api.consultations.kinds import OBJECTIONS, Silence
from requests_api.consultations.repository import ConsultationRepository
from requests_api.consultations.silence import silence_of
from requests_api.corrections.events import CorrectionNotified, CorrectionReceived
from requests_api.decision_guide.facts import FileFacts, Letter
from requests_api.decisions.evidence import EvidenceKind
from requests_api.decisions.model import NationalText
from requests_api.explanations.events import ExplanationReceived, ExplanationRequested
from requests_api.fees.events import FeeNotified
from requests_api.matters.file import RecordFile
from requests_api.matters.kinds import WaitingFor
from requests_api.replies.repository import ReplyRepository
from requests_api.special_needs.kinds import Need
from requests_api.suggestions.repository import duplicates
from requests_api.suggestions.service import text_of

_HOLDING = {WaitingFor.CONSULTATION, WaitingFor.CORRECTION, WaitingFor.PAYMENT}
_ANSWERED = {CaseState.REPLIED.value}


async def file_facts(desk: CaseDesk, case: Case, file: RecordFile) -> FileFacts:
    """What the file of a case says that bears on its decision."""
    reply = await ReplyRepository(desk.session).current(case)
    correct_by, today = _day((case.correction or {}).get("due_on")), desk.today
    awaited = {waiting["code"]: _day(waiting["until"]) for waiting in case.waiting_for}
    pay_by = awaited.get(WaitingFor.PAYMENT)
    is_heard = any(w["code"] == WaitingFor.EXPLANATION and w["until"] for w in case.waiting_for)
    return FileFacts(
        text=national_text(case.received_on, case.arrived_on),
        needs_stated=[Need(code).label for code in (case.special_need or {}).get("needs", ())],
        is_open=case.is_open,
        is_registered=case.number is not None,
        awaits_answer=any(waiting["code"] in _HOLDING for waiting in case.waiting_for),
        correction_notices=_numbers(file, CorrectionNotified),
        correction_received=bool(_numbers(file, CorrectionReceived)),
        correction_due_on=correct_by,
        is_correction_overdue=correct_by is not None and correct_by < today,
        correction_notice_until=await _notice_until(desk, case),
        explanations_asked=_numbers(file, ExplanationRequested),
        explanation_until=_day((case.explanation or {}).get("until")),
        explanation_received=bool(_numbers(file, ExplanationReceived)),
        is_explanation_awaited=is_heard,
        fee_notices=_numbers(file, FeeNotified),
        pay_by=pay_by,
        is_payment_overdue=pay_by is not None and pay_by < today,
        in_month=None if case.frequency is None else case.frequency["in_month"],
        prior_replies=[
            alike.number
            for alike in await duplicates(desk.session, text_of(case, desk.office.indexes))
            if alike.state in _ANSWERED
        ],
        letters=await _letters(desk, case),
        draft=None if reply is None else reply.decision,
        stated=frozenset(
            EvidenceKind(piece["kind"]) for piece in ([] if reply is None else reply.evidence)
        ),
    )


async def _letters(desk: CaseDesk, case: Case) -> list[Letter]:
    standing = set(case.objections or ())
    calendar = await desk.office.calendars.current(desk.session)
    calendar = calendar.for_jurisdiction(case.jurisdiction)
    return [
        Letter(
            letter.id,
            is_third_party=letter.party is Party.THIRD_PARTY,
            is_answered=letter.answered_on is not None,
            objects=letter.opinion in OBJECTIONS,
            is_overridden=letter.opinion in OBJECTIONS and str(letter.id) not in standing,
            consents_by_silence=letter.answered_on is None
            and silence_of(
                party=letter.party,
                is_co_author=bool(letter.co_author),
                sent_on=letter.sent_on,
                delivered_on=letter.delivered_on,
                received_on=case.received_on,
                today=desk.today,
                calendar=calendar,
            )
            is Silence.CONSENT,
        )
        for letter in await ConsultationRepository(desk.session).of_case(case.id)
    ]


async def _notice_until(desk: CaseDesk, case: Case) -> date | None:
    """The last day on which a correction can be asked for in time (DL-03); None once it is over."""
    if case.received_on is None or not case.is_open:
        return None
    if national_text(case.received_on, case.arrived_on) is NationalText.OF_2007:
        return None  # which sets no day
    calendar = await desk.office.calendars.current(desk.session)
    calendar = calendar.for_jurisdiction(case.jurisdiction)
    until = calendar.nth_working_day_after(case.received_on, rule_of("DL-03").term)
    return until if until >= desk.today else None


def _numbers(file: RecordFile, kind: type[RecordedEvent]) -> list[str]:
    """The numbers of the events of a type, as evidence names them."""
    return [str(item.seq) for item, _ in file.of(kind)]


def _day(stored: str | None) -> date | None:
    return None if stored is None else date.fromisoformat(stored)
