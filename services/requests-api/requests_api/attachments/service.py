"""Adding files to an application, and taking the office's own out again."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.files import Files, StagedFile
from requests_api.access_codes.events import present_code
from requests_api.access_codes.kinds import CodeOrigin
from requests_api.attachments.errors import (
    ApplicationEnded,
    AttachmentEnclosed,
    AttachmentFixed,
    AttachmentNotFound,
    AttachmentOfApplicant,
    TooManyAttachments,
)
from requests_api.attachments.events import AttachmentAdded, AttachmentRemoved
from requests_api.attachments.kinds import AttachmentOrigin
from requests_api.attachments.models import Attachment
from requests_api.attachments.repository import AttachedFile, AttachmentRepository
from requests_api.cases.kind import CASE, CaseDesk
from requests_api.cases.models import Case
from requests_api.cases.states import OPEN_STATES, WORKING, CaseState
from requests_api.intake.service import APPLICANT
from requests_api.matters.desk import Act, Recorder
from requests_api.matters.office import Office

APPLICANTS_FILE = 10 * 1024 * 1024
"""Bytes of one file of an applicant."""
APPLICANTS_FILES = 10
APPLICANTS_TOTAL = 30 * 1024 * 1024
"""Bytes of all files that an applicant adds to one application."""
OFFICES_FILES = 200
_REMOVABLE = frozenset({CaseState.RECEIVED, *WORKING})
"""The states in which the office may take its own files out: before anybody has approved on them.
"""


class OfficeAttachments:
    """Attachments that one caller of the office adds and removes."""

    def __init__(self, desk: CaseDesk, files: Files) -> None:
        self._desk = desk
        self._files = files
        self._rows = AttachmentRepository(desk.session)

    async def add(self, case_id: UUID, staged: StagedFile) -> tuple[Case, AttachedFile]:
        """Add a file in any state: what is served and what comes back is filed later too.

        Raises `ForeignOrgan` and `TooManyAttachments`.
        """
        desk = self._desk
        case = await desk.find_own(case_id)
        held = await self._rows.held(case.id, AttachmentOrigin.OFFICE)
        if held.files >= OFFICES_FILES:
            raise TooManyAttachments
        recorder: Recorder[Case] = desk
        return case, await _added(
            recorder, self._files, case, staged, AttachmentOrigin.OFFICE, under=None
        )

    async def remove(self, case_id: UUID, attachment_id: UUID) -> tuple[Case, AttachedFile]:
        """Take a file of the office out of the case: it is marked, its content is kept. Removing
        it again changes nothing.

        Raises `ForeignOrgan`, `AttachmentNotFound`, `AttachmentOfApplicant`, `AttachmentFixed`,
        `AttachmentEnclosed`.
        """
        desk = self._desk
        case = await desk.find_own(case_id)
        found = await self._rows.find(case.id, attachment_id)
        if found is None:
            raise AttachmentNotFound
        attachment = found.attachment
        if attachment.origin is AttachmentOrigin.APPLICANT:
            raise AttachmentOfApplicant
        if attachment.removed_at is not None:
            return case, found
        if case.state not in _REMOVABLE:
            raise AttachmentFixed
        if any(each["attachment_id"] == str(attachment.id) for each in case.enclosures or ()):
            raise AttachmentEnclosed
        attachment.removed_at = desk.office.clock.now()
        attachment.removed_by = desk.principal.actor
        await desk.put_on_record(case, Act(AttachmentRemoved(attachment_id=attachment.id)))
        return case, found


async def hand_in(
    session: AsyncSession, office: Office, files: Files, case: Case, staged: StagedFile
) -> AttachedFile:
    """Add the applicant's file to the application, which is locked.

    Raises `ApplicationEnded` and `TooManyAttachments`.
    """
    if case.state not in OPEN_STATES:
        raise ApplicationEnded
    held = await AttachmentRepository(session).held(case.id, AttachmentOrigin.APPLICANT)
    if held.files >= APPLICANTS_FILES or held.bytes + staged.size > APPLICANTS_TOTAL:
        raise TooManyAttachments
    recorder = Recorder(session, office, CASE, actor=APPLICANT)
    under = present_code((await recorder.load(case)).file)
    return await _added(recorder, files, case, staged, AttachmentOrigin.APPLICANT, under=under)


async def _added(
    recorder: Recorder[Case],
    files: Files,
    case: Case,
    staged: StagedFile,
    origin: AttachmentOrigin,
    *,
    under: CodeOrigin | None,
) -> AttachedFile:
    stored = await files.record(recorder.session, staged)
    attachment = Attachment(
        id=stored.id,
        case_id=case.id,
        origin=origin,
        added_at=stored.stored_at,
        added_by=recorder.actor,
    )
    AttachmentRepository(recorder.session).add(attachment)
    event = AttachmentAdded(
        attachment_id=stored.id,
        origin=origin,
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256.hex(),
        under=under,
    )
    await recorder.put_on_record(case, Act(event))
    return AttachedFile(attachment, stored)
