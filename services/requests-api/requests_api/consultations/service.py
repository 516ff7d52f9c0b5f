"""Sending a consultation and recording its answer; the clock stands still between (条例33¶3)."""

from datetime import date
from uuid import UUID

from gongkai.db import new_id
from gongkai.http.versions import IfMatch
from requests_api.cases.desk import CaseDesk, alternatives
from requests_api.cases.errors import ConsultationAnswered, ConsultationNotFound
from requests_api.cases.lifecycle import CaseState, Step
from requests_api.cases.models import Case, Consultation
from requests_api.cases.record import LETTER_DELIVERED
from requests_api.clock.facts import EventType


class ConsultationService:
    """Consultations of one case by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def send(
        self,
        case_id: UUID,
        expected: IfMatch,
        *,
        party: str,
        party_name: str,
        sent_on: date,
        delivered_on: date | None,
    ) -> tuple[Case, Consultation]:
        """A letter went out (DL-08, DL-09): the clock stops from the day after ``sent_on``."""
        desk = self._desk
        case = await desk.take(case_id, Step.SEND_CONSULTATION, expected)
        desk.check_date(sent_on, earliest=case.received_on, what="发函日期", member="sent_on")
        if delivered_on is not None:
            desk.check_date(delivered_on, earliest=sent_on, what="送达日期", member="delivered_on")
        consultation_id = new_id()
        consultation = Consultation(
            id=consultation_id,
            case_id=case.id,
            party=party,
            party_name=desk.office.keys.encrypt_text(
                "consultations", "party_name", consultation_id, party_name
            ),
            sent_on=sent_on,
            delivered_on=delivered_on,
        )
        desk.session.add(consultation)
        case.open_consultations += 1
        if case.state == CaseState.REGISTERED:
            case.state = CaseState.HANDLING
        await desk.put_on_record(
            case,
            EventType.CONSULTATION_SENT,
            on=sent_on,
            ref=str(consultation_id),
            party=party,
            delivered_on=None if delivered_on is None else delivered_on.isoformat(),
        )
        return case, consultation

    async def record_delivery(
        self, case_id: UUID, consultation_id: UUID, expected: IfMatch, *, delivered_on: date
    ) -> tuple[Case, Consultation]:
        """The letter reached the party, whose period counts from this day (DL-08, DL-09)."""
        desk = self._desk
        step = Step.RECORD_CONSULTATION_DELIVERY
        case, consultation = await self._take_open(case_id, consultation_id, step, expected)
        desk.check_date(
            delivered_on, earliest=consultation.sent_on, what="送达日期", member="delivered_on"
        )
        consultation.delivered_on = delivered_on
        await desk.put_on_record(case, LETTER_DELIVERED, on=delivered_on, ref=str(consultation_id))
        return case, consultation

    async def answer(
        self,
        case_id: UUID,
        consultation_id: UUID,
        expected: IfMatch,
        *,
        answered_on: date,
        opinion: str,
    ) -> tuple[Case, Consultation]:
        """The party answered; the clock runs on from the next working day."""
        desk = self._desk
        step = Step.ANSWER_CONSULTATION
        case, consultation = await self._take_open(case_id, consultation_id, step, expected)
        desk.check_date(
            answered_on,
            earliest=consultation.delivered_on or consultation.sent_on,
            what="答复意见日期",
            member="answered_on",
        )
        consultation.answered_on, consultation.opinion = answered_on, opinion
        case.open_consultations -= 1
        await desk.put_on_record(
            case,
            EventType.CONSULTATION_ANSWERED,
            on=answered_on,
            ref=str(consultation_id),
            party=consultation.party,
            opinion=opinion,
        )
        return case, consultation

    async def _take_open(
        self, case_id: UUID, consultation_id: UUID, step: Step, expected: IfMatch
    ) -> tuple[Case, Consultation]:
        """The case, locked, and its letter that was not answered, if the case allows ``step``."""
        desk = self._desk
        case = await desk.find_own(case_id)
        consultation = await desk.session.get(Consultation, consultation_id)
        if consultation is None or consultation.case_id != case.id:
            raise ConsultationNotFound
        desk.check(case, step, expected)
        if consultation.answered_on is not None:
            raise ConsultationAnswered(extensions=alternatives(case))
        return case, consultation
