"""Sending a consultation and recording its answer; the clock stands still between (条例33¶3)."""

from datetime import date
from uuid import UUID

from gongkai.db import new_id
from gongkai.http.versions import IfMatch
from gongkai.record import Recorded
from gongkai.steps import Step
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.cases.steps import CaseSituation
from requests_api.clock.facts import Party
from requests_api.consultations.errors import (
    ConsultationAnsweredAlready,
    ConsultationNotFound,
    NoObjection,
)
from requests_api.consultations.events import (
    ConsultationAnswered,
    ConsultationDelivered,
    ConsultationSent,
    ConsultationSentV1,
    ObjectionOverridden,
)
from requests_api.consultations.kinds import Opinion, OverrideGround
from requests_api.consultations.models import OVERRIDE_REASON, PARTY_NAME, Consultation
from requests_api.consultations.repository import ConsultationRepository
from requests_api.consultations.steps import (
    ANSWER_CONSULTATION,
    OVERRIDE_OBJECTION,
    RECORD_CONSULTATION_DELIVERY,
    SEND_CONSULTATION,
)
from requests_api.matters.desk import Act


class ConsultationService:
    """Consultations of one case by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk
        self._consultations = ConsultationRepository(desk.session)

    async def send(
        self,
        case_id: UUID,
        expected: IfMatch,
        *,
        party: Party,
        party_name: str,
        is_co_author: bool,
        sent_on: date,
        delivered_on: date | None,
        paper: str | None = None,
    ) -> tuple[Case, Consultation]:
        """A letter went out (DL-08, DL-09): the clock stops from the day after ``sent_on``."""
        desk, ref = self._desk, new_id()
        case = await desk.take(case_id, SEND_CONSULTATION, expected)
        sent = ConsultationSent(ref=ref, party=party, co_author=is_co_author)
        delivered = ConsultationDelivered(ref=ref)
        desk.check_day(case, sent, sent_on, "sent_on", after=case.received_on)
        acts = [Act(sent, sent_on, paper=paper)]
        if delivered_on is not None:
            desk.check_day(case, delivered, delivered_on, "delivered_on", after=sent_on)
            acts.append(Act(delivered, delivered_on))
        consultation = Consultation(
            id=ref,
            case_id=case.id,
            party=party,
            party_name=PARTY_NAME.seal(desk.office.keys, party_name, ref),
            co_author=is_co_author,
            sent_on=sent_on,
            delivered_on=delivered_on,
        )
        self._consultations.add(consultation)
        await desk.perform(case, SEND_CONSULTATION, *acts)
        return case, consultation

    async def record_delivery(
        self,
        case_id: UUID,
        consultation_id: UUID,
        expected: IfMatch,
        *,
        delivered_on: date,
        paper: str | None = None,
        member: str = "delivered_on",
    ) -> Case:
        """The letter reached the party, whose period counts from this day (DL-08, DL-09);
        ``member`` is where the body states it.
        """
        desk, step = self._desk, RECORD_CONSULTATION_DELIVERY
        case, consultation = await self._take_open(case_id, consultation_id, step, expected)
        delivered = ConsultationDelivered(ref=consultation.id)
        desk.check_day(case, delivered, delivered_on, member)
        consultation.delivered_on = delivered_on
        await desk.perform(case, step, Act(delivered, delivered_on, paper=paper))
        return case

    async def answer(
        self,
        case_id: UUID,
        consultation_id: UUID,
        expected: IfMatch,
        *,
        answered_on: date,
        opinion: Opinion,
        paper: str | None = None,
    ) -> Case:
        """The party answered; the clock runs on from the next working day."""
        desk, step = self._desk, ANSWER_CONSULTATION
        case, consultation = await self._take_open(case_id, consultation_id, step, expected)
        answered = ConsultationAnswered(
            ref=consultation.id, party=consultation.party, opinion=opinion
        )
        after = consultation.delivered_on or consultation.sent_on
        desk.check_day(case, answered, answered_on, "answered_on", after=after)
        consultation.answered_on, consultation.opinion = answered_on, opinion
        await desk.perform(case, step, Act(answered, answered_on, paper=paper))
        return case

    async def override(
        self,
        case_id: UUID,
        consultation_id: UUID,
        expected: IfMatch,
        *,
        ground: OverrideGround,
        reason: str,
        notified_on: date,
        paper: str | None = None,
    ) -> Case:
        """Disclose over the objection of a third party, which was told so in writing (条例32,
        DL-10). Raises `NoObjection` where none stands.
        """
        desk = self._desk
        case = await desk.take(case_id, OVERRIDE_OBJECTION, expected)
        consultation = await self._consultations.find(case.id, consultation_id)
        if consultation is None:
            raise ConsultationNotFound
        if str(consultation.id) not in (case.objections or ()):
            raise NoObjection
        overridden = ObjectionOverridden(ref=consultation.id, ground=ground)
        desk.check_day(case, overridden, notified_on, "notified_on")
        consultation.override_ground, consultation.overridden_on = ground, notified_on
        consultation.override_reason = OVERRIDE_REASON.seal(
            desk.office.keys, reason, consultation.id
        )
        await desk.perform(case, OVERRIDE_OBJECTION, Act(overridden, notified_on, paper=paper))
        return case

    async def redate(self, item: Recorded) -> None:
        """Write the day of an event of a consultation that was put right into its row."""
        event = item.event
        if not isinstance(
            event,
            ConsultationSentV1 | ConsultationDelivered | ConsultationAnswered | ObjectionOverridden,
        ):
            return
        consultation = await self._desk.session.get_one(Consultation, event.ref)
        match event:
            case ConsultationSentV1():
                consultation.sent_on = item.on
            case ConsultationDelivered():
                consultation.delivered_on = item.on
            case ConsultationAnswered():
                consultation.answered_on = item.on
            case ObjectionOverridden():
                consultation.overridden_on = item.on

    async def _take_open(
        self, case_id: UUID, consultation_id: UUID, step: Step[CaseSituation], expected: IfMatch
    ) -> tuple[Case, Consultation]:
        """The case, locked, and its letter that was not answered, if the case allows ``step``."""
        desk = self._desk
        case = await desk.find(case_id)
        desk.authorise(case, step)
        consultation = await self._consultations.find(case.id, consultation_id)
        if consultation is None:
            raise ConsultationNotFound
        await desk.ready(case, step, expected)
        if consultation.answered_on is not None:
            allowed = desk.kind.steps.allowed(desk.kind.situation(case))
            raise ConsultationAnsweredAlready(extensions={"allowed_steps": allowed})
        return case, consultation
