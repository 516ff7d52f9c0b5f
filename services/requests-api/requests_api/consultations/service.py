"""Sending a consultation and recording its answer; the clock stands still between (条例33¶3)."""

from uuid import UUID

from gongkai.db import new_id
from gongkai.http.versions import IfMatch
from gongkai.record import Recorded
from gongkai.steps import Step
from requests_api.cases.kind import CaseDesk
from requests_api.cases.kinds import national_text
from requests_api.cases.models import Case
from requests_api.cases.steps import CaseSituation
from requests_api.clock.facts import Party
from requests_api.consultations.errors import (
    ConsultationAnsweredAlready,
    ConsultationNotFound,
    GroundOfOtherText,
    NoObjection,
)
from requests_api.consultations.events import (
    ConsultationAnswered,
    ConsultationDelivered,
    ConsultationSent,
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
from requests_api.decisions.model import NationalText
from requests_api.matters.acts import Stated
from requests_api.notices.repository import Days, write_day
from requests_api.notices.service import Notice, Notices

_NOTICES = Notices(SEND_CONSULTATION, ConsultationDelivered)
_DAYS: Days = {
    ConsultationSent: Consultation.sent_on,
    ConsultationDelivered: Consultation.delivered_on,
    ConsultationAnswered: Consultation.answered_on,
    ObjectionOverridden: Consultation.overridden_on,
}


class ConsultationService:
    """Consultations of one case by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk
        self._consultations = ConsultationRepository(desk.session)

    async def send(
        self,
        case_id: UUID,
        expected: IfMatch,
        notice: Notice,
        *,
        party: Party,
        party_name: str,
        is_co_author: bool,
    ) -> tuple[Case, Consultation]:
        """A letter went out (DL-08, DL-09): the clock stops from the day after."""
        desk, ref = self._desk, new_id()
        case = await desk.take(case_id, SEND_CONSULTATION, expected)
        consultation = Consultation(
            id=ref,
            case_id=case.id,
            party=party,
            party_name=PARTY_NAME.seal(desk.office.keys, party_name, ref),
            co_author=is_co_author,
            sent_on=notice.given.on,
            delivered_on=notice.delivered_on,
        )
        self._consultations.add(consultation)
        sent = ConsultationSent(ref=ref, party=party, co_author=is_co_author)
        await _NOTICES.give(desk, case, sent, notice)
        return case, consultation

    async def record_delivery(
        self, case_id: UUID, consultation_id: UUID, expected: IfMatch, stated: Stated
    ) -> Case:
        """The letter reached the party, whose period counts from this day (DL-08, DL-09)."""
        desk, step = self._desk, RECORD_CONSULTATION_DELIVERY
        case, consultation = await self._take_open(case_id, consultation_id, step, expected)
        act = desk.dated(case, ConsultationDelivered(ref=consultation.id), stated)
        consultation.delivered_on = stated.on
        await desk.perform(case, step, act)
        return case

    async def answer(
        self,
        case_id: UUID,
        consultation_id: UUID,
        expected: IfMatch,
        stated: Stated,
        *,
        opinion: Opinion,
    ) -> Case:
        """The party answered; the clock runs on from the next working day."""
        desk, step = self._desk, ANSWER_CONSULTATION
        case, consultation = await self._take_open(case_id, consultation_id, step, expected)
        answered = ConsultationAnswered(
            ref=consultation.id, party=consultation.party, opinion=opinion
        )
        after = consultation.delivered_on or consultation.sent_on
        act = desk.dated(case, answered, stated, after=after)
        consultation.answered_on, consultation.opinion = stated.on, opinion
        await desk.perform(case, step, act)
        return case

    async def override(
        self,
        case_id: UUID,
        consultation_id: UUID,
        expected: IfMatch,
        stated: Stated,
        *,
        ground: OverrideGround,
        reason: str,
    ) -> Case:
        """Disclose over the objection of a third party, which was told so in writing (条例32,
        DL-10). Raises `NoObjection` where none stands, and `GroundOfOtherText`.
        """
        desk = self._desk
        case = await desk.take(case_id, OVERRIDE_OBJECTION, expected)
        consultation = await self._consultations.find(case.id, consultation_id)
        if consultation is None:
            raise ConsultationNotFound
        if str(consultation.id) not in (case.objections or ()):
            raise NoObjection
        text = national_text(case.received_on, case.arrived_on)
        if text is NationalText.OF_2007 and ground is not OverrideGround.PUBLIC_INTEREST:
            raise GroundOfOtherText
        act = desk.dated(case, ObjectionOverridden(ref=consultation.id, ground=ground), stated)
        consultation.override_ground, consultation.overridden_on = ground, stated.on
        consultation.override_reason = OVERRIDE_REASON.seal(
            desk.office.keys, reason, consultation.id
        )
        await desk.perform(case, OVERRIDE_OBJECTION, act)
        return case

    async def redate(self, item: Recorded) -> None:
        """Write the day of an event of a consultation that was put right into its row."""
        await write_day(self._desk.session, Consultation, _DAYS, item)

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
            raise ConsultationAnsweredAlready(extensions={"allowed_steps": desk.allowed(case)})
        return case, consultation
