"""Attachments to be handed out: looked up and let go of before a byte is asked of the store."""

from uuid import UUID

from gongkai.auth.principal import Principal
from gongkai.files import StoredFile
from gongkai.steps import works_in
from requests_api.access_codes.access import ApplicantAccess
from requests_api.applicant_disclosures.service import DisclosureService
from requests_api.attachments.access import discloses_attachments, reads_attachments
from requests_api.attachments.errors import (
    AttachmentIsRemoved,
    AttachmentNotFound,
    AttachmentWithheld,
)
from requests_api.attachments.kinds import AttachmentOrigin
from requests_api.attachments.repository import AttachmentRepository
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.models import Case
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.office import Office
from requests_api.matters.repository import MatterRepository


async def may_add(office: Office, case_id: UUID, principal: Principal) -> None:
    """Go on only if the case exists for the caller and is of the own organ: before the upload is
    read. Raises `CaseNotFound` and `ForeignOrgan`.
    """
    async with office.database.read_session() as session:
        case = await MatterRepository(session).find(Case, case_id, principal)
    if case is None:
        raise CaseNotFound
    if not works_in(principal, case.organ_id):
        raise ForeignOrgan


async def may_hand_in(office: Office, receipt_number: str, access_code: str) -> None:
    """Go on only if the code opens the application: before the upload is read, and in a
    transaction of its own, so that a wrong code counts.

    Raises what `ApplicantAccess.open` does. Whether there is room is asked behind the gate: the
    last file that found room is answered again.
    """
    async with office.database.unit_of_work() as session:
        await ApplicantAccess(session, office).open(receipt_number, access_code)


async def file_to_read(
    office: Office, case_id: UUID, attachment_id: UUID, principal: Principal
) -> StoredFile:
    """The file of an attachment that the caller may read.

    Raises `CaseNotFound`, `AttachmentNotFound`, `AttachmentWithheld`, `AttachmentIsRemoved`.
    """
    async with office.database.read_session() as session:
        case = await MatterRepository(session).find(Case, case_id, principal)
        if case is None:
            raise CaseNotFound
        found = await AttachmentRepository(session).find(case.id, attachment_id)
    if found is None:
        raise AttachmentNotFound
    if not reads_attachments(principal, case, found.attachment.origin):
        raise AttachmentWithheld
    if found.attachment.removed_at is not None:
        raise AttachmentIsRemoved
    return found.file


async def file_disclosed(
    office: Office, case_id: UUID, attachment_id: UUID, principal: Principal, reason: str
) -> StoredFile:
    """The file of an attachment of the office, also of one that was taken out, for a reason; the
    reading is committed before the first byte leaves.

    Raises `CaseNotFound`, `AttachmentNotFound`, `AttachmentWithheld`.
    """
    async with office.database.unit_of_work() as session:
        case = await MatterRepository(session).find(Case, case_id, principal)
        if case is None:
            raise CaseNotFound
        found = await AttachmentRepository(session).find(case.id, attachment_id)
        if found is None:
            raise AttachmentNotFound
        is_ours = found.attachment.origin is AttachmentOrigin.OFFICE
        if not (is_ours and discloses_attachments(principal)):
            raise AttachmentWithheld
        parts = ["attachment", str(attachment_id)]
        DisclosureService(session, office, principal).enter(case, reason, parts)
    return found.file


async def file_handed_in(
    office: Office, receipt_number: str, access_code: str, attachment_id: UUID
) -> StoredFile:
    """The file of an attachment that the applicant handed in; the office's are not found.

    Raises what `ApplicantAccess.open` does, and `AttachmentNotFound`.
    """
    async with office.database.unit_of_work() as session:
        case = await ApplicantAccess(session, office).open(receipt_number, access_code)
        found = await AttachmentRepository(session).find(case.id, attachment_id)
    if found is None or found.attachment.origin is not AttachmentOrigin.APPLICANT:
        raise AttachmentNotFound
    return found.file
