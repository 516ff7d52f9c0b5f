"""Giving an applicant a new access code."""

from datetime import date
from uuid import UUID

from gongkai.crypto.codes import generate_access_code, hash_access_code
from gongkai.crypto.unreadable import or_unreadable
from gongkai.db import new_id
from gongkai.feed import publish
from gongkai.http.versions import IfMatch
from gongkai.record.refusals import refuse
from requests_api.access_codes.errors import (
    ApplicantContactFirst,
    ContactChangedRecently,
    HandoverNeedsSecondPerson,
    MailHandoverUnavailable,
)
from requests_api.access_codes.events import AccessCodeReissued
from requests_api.access_codes.kinds import Handover
from requests_api.access_codes.models import ISSUE_REASON, AccessCodeIssue
from requests_api.access_codes.repository import AccessRepository
from requests_api.applicant_contacts.service import TOLD_WITHIN, changed_lately
from requests_api.applicants.contacts import Contact, contact_of
from requests_api.applicants.kinds import ContactChannel, ContactPart
from requests_api.applicants.models import Applicant
from requests_api.applicants.presenter import opened
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.cases.presenter import message_to_applicant
from requests_api.matters.desk import Act
from requests_api.matters.models import MatterRefusal

_STEP = "access_code"
MESSAGE = "access_code"
"""The kind of message that brings a code."""


def refuse_recent(contact: Contact) -> None:
    """Raise `ContactChangedRecently` where the contact may not be used yet."""
    if contact.usable_from is not None:
        day = contact.usable_from.isoformat()
        raise ContactChangedRecently(
            f"自{day}起可以使用；此前请选择当面交付（counter）",
            f"Usable from {day} on; until then choose counter",
            extensions={"usable_from": day},
        )


class AccessCodeService:
    """New access codes by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk
        self._codes = AccessRepository(desk.session)

    async def reissue(
        self, case_id: UUID, expected: IfMatch, *, reason: str, handover: Handover
    ) -> tuple[Case, str | None]:
        """A new code for the applicant, to be handed over on paper; None where it is mailed. The
        old one is void at once: it may be in wrong hands. The reason is kept beside the record.

        Raises `MailHandoverUnavailable`, `ApplicantContactFirst`, `ContactChangedRecently` and, on
        record, `HandoverNeedsSecondPerson`: nothing is changed by what cannot, or must not, reach
        its applicant that way.
        """
        desk = self._desk
        case = await desk.find_own(case_id)
        expected.check(case.version, since=case.same_since)
        await self._check(case, handover)
        issue_id = new_id()
        issue = AccessCodeIssue(
            id=issue_id,
            matter_id=case.id,
            reason_sealed=ISSUE_REASON.seal(desk.office.keys, reason, issue_id),
            handover=handover,
            issued_by=desk.principal.actor,
            issued_at=desk.office.clock.now(),
        )
        self._codes.add(issue)
        code = None
        if handover is Handover.MAIL:
            case.access_code_digest = None
        else:
            code = self._draw(case)
        await desk.put_on_record(case, Act(AccessCodeReissued(handover=handover)))
        if handover is Handover.MAIL:
            message = message_to_applicant(case, MESSAGE, issue.id, issue.issued_at)
            await publish(desk.session, message)
        return case, code

    async def draw_for(self, case: Case, issue_id: UUID) -> str | None:
        """The code of a re-issue by mail, for its sender; the code drawn before is void.

        None where another re-issue is the latest, or this one is too old to be mailed.
        """
        return self._draw(case) if await self.waiting(case) == issue_id else None

    async def waiting(self, case: Case) -> UUID | None:
        """The re-issue whose code may be mailed now: the latest, by mail, not too old."""
        issue = await self._codes.latest_issue(case.id)
        if issue is None or issue.handover is not Handover.MAIL:
            return None
        age = self._desk.office.clock.now() - issue.issued_at
        return issue.id if age <= TOLD_WITHIN else None

    def _draw(self, case: Case) -> str:
        code = generate_access_code()
        case.access_code_digest = hash_access_code(code, self._desk.office.code_key, of=case.id)
        return code

    async def _check(self, case: Case, handover: Handover) -> None:
        """Go on only if the code may take this way to its applicant."""
        applicant = await self._desk.session.get_one(Applicant, case.id)
        today = self._desk.today
        mail = self._contact(applicant, ContactChannel.EMAIL.part, today)
        if handover is Handover.MAIL:
            if mail.address is None:
                raise MailHandoverUnavailable(
                    "请选择当面交付（counter）或者挂号邮寄（registered_post）；原查询码仍然有效",
                    "Choose counter or registered_post; the old code stays valid",
                )
            refuse_recent(mail)
        elif mail.is_usable:
            raise ApplicantContactFirst(
                "请选择电子邮件发送（mail）；申请人已不用该邮箱的，先变更或者删除邮箱（/applicant-contact）",
                "Choose mail; where the applicant has that mailbox no more, change or remove the "
                "address first (/applicant-contact)",
            )
        elif handover is Handover.REGISTERED_POST:
            # Without an address on file the office knows it from the paper application.
            refuse_recent(self._contact(applicant, ContactPart.ADDRESS, today))
        if handover is not Handover.MAIL:
            await self._check_person(case)

    async def _check_person(self, case: Case) -> None:
        """Go on only if the code is not read by who made it go on paper."""
        desk = self._desk
        file = (await desk.load(case)).file
        by = None if desk.principal.is_machine else desk.principal.actor
        day = changed_lately(file, desk.today, by=by)
        if day is None:
            return
        problem = HandoverNeedsSecondPerson(
            f"{day}之前请由变更人以外的经办人或者工作机构负责人核验身份证件后交付",
            f"Until {day} another clerk or the head hands it over against the identity document",
            extensions={"usable_from": day.isoformat()},
        )
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

    def _contact(self, applicant: Applicant, part: ContactPart, today: date) -> Contact:
        """A contact of the applicant; as if none was given where the values do not decrypt."""
        keys = self._desk.office.keys
        return or_unreadable(
            lambda: contact_of(
                opened(applicant.matter_id, applicant.personal, keys),
                applicant.contact_changed_at,
                part,
                today,
            ),
            Contact(None, None),
        )
