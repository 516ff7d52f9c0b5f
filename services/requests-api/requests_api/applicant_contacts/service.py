"""Changing the contact data of an applicant."""

from collections.abc import Mapping
from uuid import UUID

from gongkai.db import new_id
from gongkai.errors import Forbidden
from gongkai.http.versions import IfMatch
from requests_api.applicant_contacts.errors import ContactUnchanged
from requests_api.applicant_contacts.events import ApplicantContactChanged
from requests_api.applicant_contacts.models import CHANGE_REASON, ContactChange
from requests_api.applicants.contacts import changes_of
from requests_api.applicants.kinds import ContactPart
from requests_api.applicants.models import PHONE_INDEX, Applicant
from requests_api.applicants.presenter import opened, seal_values
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.matters.desk import Act


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
        the reason is kept beside the record. Raises `ContactUnchanged`, and DecryptionFailed where
        the present values cannot be read.
        """
        desk = self._desk
        case = await desk.find_own(case_id)
        if desk.principal.is_machine:
            raise Forbidden("联系方式只能由工作人员变更", "Only people change contact data")
        expected.check(case.version)
        applicant = await desk.session.get_one(Applicant, case.id)
        changed = self._write(applicant, stated)
        if not changed:
            raise ContactUnchanged
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
        await desk.put_on_record(case, Act(ApplicantContactChanged(changed=changed)))
        return case

    def _write(
        self, applicant: Applicant, stated: Mapping[ContactPart, str | None]
    ) -> tuple[ContactPart, ...]:
        """Write what differs into the row; gives what that is."""
        office = self._desk.office
        values = opened(applicant.matter_id, applicant.personal, office.keys)
        changes = changes_of(values, stated)
        if not changes:
            return ()
        values |= changes
        applicant.personal = seal_values(office.keys, applicant.matter_id, values)
        phone = changes.get(ContactPart.PHONE)
        if phone is not None:
            applicant.phone_index = office.indexes.digest(PHONE_INDEX, phone)
        now = office.clock.now().isoformat()
        applicant.contact_changed_at = {
            **(applicant.contact_changed_at or {}),
            **dict.fromkeys(changes, now),
        }
        return tuple(map(ContactPart, changes))
