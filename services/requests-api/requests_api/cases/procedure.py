"""The office's acts between receipt and reply, from confirmation to withdrawal."""

from datetime import date
from uuid import UUID

from gongkai.crypto.codes import generate_access_code, hash_access_code
from gongkai.db import new_id
from gongkai.http.versions import IfMatch
from requests_api.cases.access import may
from requests_api.cases.desk import CaseDesk, alternatives
from requests_api.cases.errors import ExtensionNeedsHead, ExtensionTooLate, ExtensionTooLong
from requests_api.cases.lifecycle import CaseState, Step
from requests_api.cases.models import AccessCodeIssue, Case, Registration
from requests_api.clock.facts import EventType
from requests_api.clock.rules import rule_set_of
from requests_api.decisions.model import DecisionCode


class Procedure:
    """Acts on one case by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def confirm(
        self, case_id: UUID, expected: IfMatch, *, confirmed_on: date, means: str
    ) -> Case:
        """Receipt was confirmed with the applicant (条例31): day 0 of the clock."""
        desk = self._desk
        case = await desk.take(case_id, Step.CONFIRM, expected)
        desk.check_date(
            confirmed_on, earliest=case.arrived_on, what="确认日期", member="confirmed_on"
        )
        case.confirmed_on = confirmed_on
        await desk.put_on_record(case, "receipt_confirmed", on=confirmed_on, means=means)
        return case

    async def register(self, case_id: UUID, expected: IfMatch) -> Case:
        """Enter the case in the register; the number is taken last and never used again."""
        desk = self._desk
        case = await desk.take(case_id, Step.REGISTER, expected)
        organ = await desk.cases.organ(case.organ_id)
        year = desk.today.year
        serial = await desk.cases.take_serial(case.organ_id, year)
        short_name = "" if organ is None else organ.short_name or ""
        case.number = f"{short_name}依申〔{year}〕{serial}号"
        case.state = CaseState.REGISTERED
        case.assignee = case.assignee or desk.principal.subject
        desk.session.add(
            Registration(
                id=new_id(),
                case_id=case.id,
                organ_id=case.organ_id,
                year=year,
                serial=serial,
                number=case.number,
                registered_at=desk.office.clock.now(),
                registered_by=desk.principal.subject,
            )
        )
        await desk.put_on_record(case, "registered", number=case.number, year=year, serial=serial)
        return case

    async def void_registration(self, case_id: UUID, expected: IfMatch, *, reason: str) -> Case:
        """Void a mistaken registration: the case waits again, the number stays with the record."""
        desk = self._desk
        case = await desk.take(case_id, Step.VOID_REGISTRATION, expected)
        for registration in await desk.cases.registrations(case.id):
            if registration.voided_at is None:
                registration.voided_at = desk.office.clock.now()
                registration.void_reason = reason
        voided, case.number = case.number, None
        case.state = CaseState.RECEIVED
        await desk.put_on_record(case, "registration_voided", number=voided)
        return case

    async def assign(self, case_id: UUID, expected: IfMatch, *, assignee: str) -> Case:
        """Make somebody responsible; the deadlines' reminders follow."""
        desk = self._desk
        case = await desk.take(case_id, Step.ASSIGN, expected)
        case.assignee = assignee
        await desk.put_on_record(case, "assigned", assignee=assignee)
        return case

    async def extend(
        self,
        case_id: UUID,
        expected: IfMatch,
        *,
        working_days: int,
        approved_on: date,
        notified_on: date,
    ) -> Case:
        """Extend the period once (条例33, DL-02): agreed by the head, notified before it ends."""
        desk = self._desk
        case = await desk.find_locked(case_id)
        if not may(desk.principal, Step.EXTEND, case.organ_id):
            desk.refuse(case, Step.EXTEND, ExtensionNeedsHead())
        desk.check(case, Step.EXTEND, expected)
        cap = rule_set_of(case.rule_set, case.received_on).extension_cap
        if working_days > cap:
            raise ExtensionTooLong.at("/body/working_days", extensions={"cap_working_days": cap})
        desk.check_date(
            approved_on, earliest=case.received_on, what="批准日期", member="approved_on"
        )
        desk.check_date(notified_on, earliest=approved_on, what="告知日期", member="notified_on")
        before = alternatives(case)
        case.is_extended = True
        evaluation = await desk.put_on_record(
            case,
            EventType.EXTENDED,
            on=notified_on,
            working_days=working_days,
            approved_on=approved_on.isoformat(),
            notified_on=notified_on.isoformat(),
        )
        if any(remark.event.id == str(case.version) for remark in evaluation.warnings):
            raise ExtensionTooLate(extensions=before)
        return case

    async def withdraw(self, case_id: UUID, expected: IfMatch, *, withdrawn_on: date) -> Case:
        """Put on record that the applicant withdrew with the office (row 三(六)3)."""
        desk = self._desk
        case = await desk.take(case_id, Step.WITHDRAW, expected)
        desk.check_date(
            withdrawn_on, earliest=case.arrived_on, what="撤回日期", member="withdrawn_on"
        )
        close_withdrawn(case, withdrawn_on)
        await desk.put_on_record(case, EventType.WITHDRAWN, on=withdrawn_on, by="office")
        return case

    async def reissue_access_code(
        self, case_id: UUID, expected: IfMatch, *, reason: str
    ) -> tuple[Case, str]:
        """Give the applicant a new access code; the old one is void. The reason goes on record."""
        desk = self._desk
        case = await desk.find_own(case_id)
        expected.check(case.version)
        code = generate_access_code()
        case.access_code_digest = hash_access_code(code, desk.office.code_key)
        desk.session.add(
            AccessCodeIssue(
                id=new_id(),
                case_id=case.id,
                reason=reason,
                issued_by=desk.principal.subject,
                issued_at=desk.office.clock.now(),
            )
        )
        await desk.put_on_record(case, "access_code_reissued")
        return case, code


def close_withdrawn(case: Case, day: date) -> None:
    """What a withdrawal makes of a case, whoever enters it."""
    case.state = CaseState.WITHDRAWN
    case.decision = DecisionCode.WITHDRAWN
    case.closed_on = day
