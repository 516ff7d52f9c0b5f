"""Giving an applicant a new access code."""

from uuid import UUID

from gongkai.crypto.codes import generate_access_code, hash_access_code
from gongkai.db import new_id
from gongkai.http.versions import IfMatch
from requests_api.access_codes.errors import MailHandoverUnavailable
from requests_api.access_codes.events import AccessCodeReissued
from requests_api.access_codes.kinds import Handover
from requests_api.access_codes.models import ISSUE_REASON, AccessCodeIssue
from requests_api.access_codes.repository import AccessRepository
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.matters.desk import Act


class AccessCodeService:
    """New access codes by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def reissue(
        self, case_id: UUID, expected: IfMatch, *, reason: str, handover: Handover
    ) -> tuple[Case, str]:
        """A new code for the applicant; the old one is void. The reason is kept beside the record.

        Raises `MailHandoverUnavailable`: nothing is changed by what cannot reach its applicant.
        """
        desk = self._desk
        case = await desk.find_own(case_id)
        expected.check(case.version)
        if handover is Handover.MAIL:
            raise MailHandoverUnavailable
        code = generate_access_code()
        case.access_code_digest = hash_access_code(code, desk.office.code_key, of=case.id)
        issue_id = new_id()
        AccessRepository(desk.session).add(
            AccessCodeIssue(
                id=issue_id,
                matter_id=case.id,
                reason_sealed=ISSUE_REASON.seal(desk.office.keys, reason, issue_id),
                handover=handover,
                issued_by=desk.principal.actor,
                issued_at=desk.office.clock.now(),
            )
        )
        await desk.put_on_record(case, Act(AccessCodeReissued(handover=handover)))
        return case, code
