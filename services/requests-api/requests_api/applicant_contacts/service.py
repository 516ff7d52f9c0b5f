"""Changing the contact data of an applicant, who is told of it where they were reached before."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db import new_id
from gongkai.errors import Forbidden
from gongkai.feed import publish
from gongkai.http.versions import IfMatch
from requests_api.applicant_contacts.errors import ContactUnchanged
from requests_api.applicant_contacts.events import ApplicantContactChanged
from requests_api.applicant_contacts.models import (
    CHANGE_REASON,
    FORMER_ADDRESS,
    ContactChange,
    FormerContact,
)
from requests_api.applicant_contacts.repository import FormerContactRepository
from requests_api.applicants.contacts import changes_of, settled_from
from requests_api.applicants.kinds import ContactPart
from requests_api.applicants.models import PHONE_INDEX, Applicant
from requests_api.applicants.presenter import opened, seal_values
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.cases.presenter import message_to_applicant
from requests_api.matters.desk import Act
from requests_api.matters.file import RecordFile
from requests_api.matters.office import Office

TOLD_WITHIN = timedelta(days=7)
"""How long after its cause a message may still leave: a delivery that was given up can be redriven
within days, and a feed that is read again tells nobody of long ago."""
MESSAGE = "contact_changed"
"""The kind of message that tells the former address of the change."""


class ApplicantContactService:
    """Contact data that one caller changes."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def change(
        self,
        case_id: UUID,
        expected: IfMatch,
        stated: Mapping[ContactPart, str | None],
        *,
        reason: str,
    ) -> Case:
        """Put contact data right, in any state of the case: a reply may still have to be served.

        By people only: somebody must answer for it. The event names what changed, never a value;
        the reason is kept beside the record. The mail address that is given up is told so. Raises
        `ContactUnchanged`, and DecryptionFailed where the present values cannot be read.
        """
        desk = self._desk
        case = await desk.find_own(case_id)
        if desk.principal.is_machine:
            raise Forbidden("联系方式只能由工作人员变更", "Only people change contact data")
        expected.check(case.version, since=case.same_since)
        applicant = await desk.session.get_one(Applicant, case.id)
        values = opened(applicant.matter_id, applicant.personal, desk.office.keys)
        changed = changes_of(values, stated)
        if not changed:
            raise ContactUnchanged
        self._write(applicant, values | changed, changed)
        change_id = new_id()
        desk.session.add(
            ContactChange(
                id=change_id,
                matter_id=case.id,
                reason=CHANGE_REASON.seal(desk.office.keys, reason, change_id),
                changed_by=desk.principal.actor,
                changed_at=desk.office.clock.now(),
            )
        )
        case.has_mail = (values | changed)[ContactPart.EMAIL] is not None
        parts = tuple(map(ContactPart, changed))
        await desk.put_on_record(case, Act(ApplicantContactChanged(changed=parts)))
        former = values[ContactPart.EMAIL] if ContactPart.EMAIL in changed else None
        if former is not None:
            await self._tell(case, change_id, former)
        return case

    def _write(
        self, applicant: Applicant, values: Mapping[str, Any], changed: Mapping[str, str | None]
    ) -> None:
        """Write the present values into the row, and when which of them were changed."""
        office = self._desk.office
        applicant.personal = seal_values(office.keys, applicant.matter_id, values)
        phone = changed.get(ContactPart.PHONE)
        if phone is not None:
            applicant.phone_index = office.indexes.digest(PHONE_INDEX, phone)
        now = office.clock.now().isoformat()
        applicant.contact_changed_at = {
            **(applicant.contact_changed_at or {}),
            **dict.fromkeys(changed, now),
        }

    async def _tell(self, case: Case, change_id: UUID, former: str) -> None:
        """Have the former address told: whoever did not wish the change learns of it there."""
        desk = self._desk
        now = desk.office.clock.now()
        desk.session.add(
            FormerContact(
                id=change_id,
                matter_id=case.id,
                address_sealed=FORMER_ADDRESS.seal(desk.office.keys, former, change_id),
                changed_at=now,
            )
        )
        await publish(desk.session, message_to_applicant(case, MESSAGE, change_id, now))


def changed_lately(file: RecordFile, today: date, *, by: str | None) -> date | None:
    """From which day on the changes of contact data (``by`` one person, or anybody) no longer
    stand in the way; None where they do not now.
    """
    changes = (i for i, _ in file.of(ApplicantContactChanged) if by is None or i.actor == by)
    last = max((settled_from(item.recorded_at) for item in changes), default=today)
    return last if last > today else None


async def forget_former_addresses(session: AsyncSession, office: Office) -> None:
    """Delete the addresses that nobody is told at any more."""
    await FormerContactRepository(session).forget(office.clock.now() - TOLD_WITHIN)
