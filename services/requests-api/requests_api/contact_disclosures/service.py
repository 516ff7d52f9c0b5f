"""Telling where an applicant is reached, to the one machine that sends messages there."""

from typing import NoReturn
from uuid import UUID

from gongkai.errors import Problem
from gongkai.record.refusals import refuse
from requests_api.access_codes.errors import ContactChangedRecently
from requests_api.access_codes.service import AccessCodeService, refuse_recent
from requests_api.applicant_contacts.models import FORMER_ADDRESS
from requests_api.applicant_contacts.repository import FormerContactRepository
from requests_api.applicant_contacts.service import TOLD_WITHIN
from requests_api.applicants.contacts import contact_of
from requests_api.applicants.kinds import ContactChannel
from requests_api.applicants.models import Applicant
from requests_api.applicants.presenter import opened
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.cases.untold import told_of
from requests_api.contact_disclosures.errors import ContactNotFound, MessageObsolete
from requests_api.contact_disclosures.events import ContactDisclosed
from requests_api.contact_disclosures.schemas import ContactDisclosureIn, ContactDisclosureOut
from requests_api.matters.desk import Act
from requests_api.matters.models import MatterRefusal
from requests_api.tellings.events import ApplicantTold

_STEP = "contact_disclosure"


class ContactDisclosureService:
    """Contacts for one machine."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def disclose(self, asked: ContactDisclosureIn) -> ContactDisclosureOut:
        """The address, and a new code for a delivery that brings one; on the case's record, which
        is committed before the answer leaves.

        Raises `CaseNotFound`, `ContactNotFound`, and for a code `MessageObsolete` and
        `ContactChangedRecently`; these three stand among the case's refusals.
        """
        desk = self._desk
        case = await desk.find(asked.case_id)
        message = asked.message_id or await self._unfetched(case, asked.delivery_id)
        address = await self._former(case, asked.message_id)
        code = None
        if address is None:
            brings_code = message is not None and not await self._is_news(case, message)
            address = await self._address(case, asked.channel, with_code=brings_code)
            if message is not None and brings_code:
                code = await AccessCodeService(desk).draw_for(case, message)
                if code is None:
                    self._refuse(case, MessageObsolete())
        disclosed = ContactDisclosed(
            channel=asked.channel,
            delivery_id=asked.delivery_id,
            message_id=message,
            is_code_drawn=code is not None,
        )
        await desk.put_on_record(case, Act(disclosed))
        return ContactDisclosureOut(address=address, access_code=code)

    async def _former(self, case: Case, message_id: UUID | None) -> str | None:
        """The address to which a message goes that tells of its end; None for other messages."""
        if message_id is None:
            return None
        desk = self._desk
        former = await FormerContactRepository(desk.session).of_message(case.id, message_id)
        if former is None:
            return None
        if desk.office.clock.now() - former.changed_at > TOLD_WITHIN:
            self._refuse(case, MessageObsolete())
        return FORMER_ADDRESS.opened(desk.office.keys, former.address_sealed, former.id)

    async def _is_news(self, case: Case, message_id: UUID) -> bool:
        """Whether the message tells of what stands on record; obsolete where that is long ago, or
        the office has told the applicant by itself.
        """
        file = (await self._desk.load(case)).file
        is_gathered = case.frequency is not None
        told = [
            each
            for each in told_of(case.id, file.stated, is_gathered=is_gathered)
            if each.message == message_id
        ]
        if not told:
            return False
        by_office = {seq for _, event in file.of(ApplicantTold) for seq in event.entries}
        is_late = self._desk.office.clock.now() - told[-1].recorded_at > TOLD_WITHIN
        if is_late or by_office.issuperset(each.seq for each in told):
            self._refuse(case, MessageObsolete())
        return True

    async def _unfetched(self, case: Case, delivery_id: UUID) -> UUID | None:
        """What a delivery brings that does not say it: the code of a re-issue by mail that no other
        delivery has fetched.
        """
        issue = await AccessCodeService(self._desk).waiting(case)
        if issue is None:
            return None
        file = (await self._desk.load(case)).file
        fetched_by = {e.delivery_id for _, e in file.of(ContactDisclosed) if e.message_id == issue}
        return issue if fetched_by <= {delivery_id} else None

    async def _address(self, case: Case, channel: ContactChannel, *, with_code: bool) -> str:
        """The address; one that was changed lately carries no code."""
        desk = self._desk
        applicant = await desk.session.get_one(Applicant, case.id)
        contact = contact_of(
            opened(case.id, applicant.personal, desk.office.keys),
            applicant.contact_changed_at,
            channel.part,
            desk.today,
        )
        if contact.address is None:
            self._refuse(case, ContactNotFound())
        if with_code:
            try:
                refuse_recent(contact)
            except ContactChangedRecently as problem:
                self._refuse(case, problem)
        return contact.address

    def _refuse(self, case: Case, problem: Problem) -> NoReturn:
        """Refuse, and remember it although this transaction is rolled back."""
        desk = self._desk
        refuse(
            desk.session,
            desk.office.database,
            MatterRefusal,
            problem,
            aggregate_id=case.id,
            step=_STEP,
            actor=desk.actor,
            at=desk.office.clock.now(),
        )
