"""Attachments over HTTP, for the office and for the applicant."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.files import StagedFile
from gongkai.files.web import (
    DOWNLOAD,
    UPLOAD,
    FileNameQuery,
    download,
    received,
    served,
    upload_body,
)
from gongkai.http.concurrency import etag
from gongkai.http.idempotency import IdempotencyDep, OptionalIdempotencyDep
from gongkai.http.openapi import problems, sends
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.reference.people import person_names
from requests_api.access_codes.access import ApplicantAccess
from requests_api.access_codes.errors import ApplicationNotFound, TooManyWrongCodes
from requests_api.applications.router import AccessCode, LockedApplication, ReceiptNumber
from requests_api.attachments.errors import (
    ApplicationEnded,
    AttachmentEnclosed,
    AttachmentFixed,
    AttachmentIsRemoved,
    AttachmentNotFound,
    AttachmentOfApplicant,
    AttachmentWithheld,
    TooManyAttachments,
)
from requests_api.attachments.kinds import AttachmentOrigin
from requests_api.attachments.presenter import attachment_out, handed_in_out
from requests_api.attachments.reading import (
    file_disclosed,
    file_handed_in,
    file_to_read,
    may_add,
    may_hand_in,
)
from requests_api.attachments.repository import AttachmentRepository
from requests_api.attachments.schemas import (
    AllHandedInOut,
    AttachmentOut,
    AttachmentsOut,
    HandedInOut,
)
from requests_api.attachments.service import APPLICANTS_FILE, OfficeAttachments, hand_in
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.kind import CASE
from requests_api.cases.web import FoundCase, Reader
from requests_api.matters.desk import Desk
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.schemas import ReasonIn
from requests_api.matters.web import FilesDep, OfficeDep

router = feature_router(tags=["attachments"])
Writer = Annotated[Principal, requires(Permission.CASES_WRITE)]
Discloser = Annotated[Principal, requires(Permission.CASES_DISCLOSE)]
_OF_CASE = "/cases/{case_id}/attachments"
_OF_APPLICANT = "/applications/{receipt_number}/attachments"
_DOOR = problems(ApplicationNotFound, TooManyWrongCodes)


async def _office_upload(
    request: Request,
    case_id: UUID,
    principal: Writer,
    office: OfficeDep,
    files: FilesDep,
    _filename: FileNameQuery = None,
) -> AsyncIterator[StagedFile]:
    await may_add(office, case_id, principal)
    async with received(request, files) as staged:
        yield staged


async def _applicants_upload(
    request: Request,
    receipt_number: ReceiptNumber,
    access_code: AccessCode,
    office: OfficeDep,
    files: FilesDep,
    _filename: FileNameQuery = None,
) -> AsyncIterator[StagedFile]:
    await may_hand_in(office, receipt_number, access_code)
    async with received(request, files, max_bytes=APPLICANTS_FILE, is_public=True) as staged:
        yield staged


OfficeUpload = Annotated[StagedFile, Depends(_office_upload, scope="function")]
ApplicantsUpload = Annotated[StagedFile, Depends(_applicants_upload, scope="function")]


@router.get(
    _OF_CASE,
    summary="案卷附件 / The attachments of a case",
    responses=problems(CaseNotFound),
)
async def list_attachments(
    case: FoundCase, principal: Reader, session: ReadSessionDep, files: FilesDep
) -> AttachmentsOut:
    """Every attachment, removed ones marked. Names are for those who may read the files."""
    found = await AttachmentRepository(session).of_case(case.id)
    people = {row.attachment.added_by for row in found} | {
        row.attachment.removed_by for row in found
    }
    names = await person_names(session, people)
    return AttachmentsOut(
        items=[attachment_out(row, case, principal, files, names) for row in found]
    )


@router.post(
    _OF_CASE,
    summary="添加附件 / Add an attachment",
    status_code=201,
    response_model=AttachmentOut,
    openapi_extra=upload_body(),
    responses=UPLOAD | problems(CaseNotFound, ForeignOrgan, TooManyAttachments),
)
async def add_attachment(
    case_id: UUID,
    principal: Writer,
    upload: OfficeUpload,
    gate: IdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
    files: FilesDep,
) -> Response:
    """Add a file to a case, in any state. The body is the file itself, named by `?filename=`, or a
    form with one part `file`. What it is decides its content: PDF, OFD, DOCX, XLSX, PNG, JPEG,
    TIFF, TXT and CSV are taken in. It moves no period.
    """
    desk = Desk(session, office, CASE, principal)
    case, found = await OfficeAttachments(desk, files).add(case_id, upload)
    names = await person_names(session, [found.attachment.added_by])
    location = f"{CASE.path}/{case.id}/attachments/{found.attachment.id}/content"
    return await gate.answer(
        attachment_out(found, case, principal, files, names),
        status_code=201,
        headers={"ETag": etag(case.version), "Location": location},
    )


@router.get(
    f"{_OF_CASE}/{{attachment_id}}/content",
    summary="读取附件 / Read an attachment",
    response_class=Response,
    responses=DOWNLOAD
    | problems(CaseNotFound, AttachmentNotFound, AttachmentWithheld, AttachmentIsRemoved)
    | download(),
)
async def read_attachment(
    case_id: UUID, attachment_id: UUID, principal: Reader, office: OfficeDep, files: FilesDep
) -> Response:
    """The file as it was handed in, to be saved."""
    return await served(files, await file_to_read(office, case_id, attachment_id, principal))


@router.post(
    f"{_OF_CASE}/{{attachment_id}}/disclosure",
    summary="查阅附件（含已移出的） / Read an attachment for a reason",
    response_class=Response,
    responses=DOWNLOAD
    | problems(CaseNotFound, AttachmentNotFound, AttachmentWithheld)
    | download(),
)
async def disclose_attachment(
    case_id: UUID,
    attachment_id: UUID,
    body: ReasonIn,
    principal: Discloser,
    office: OfficeDep,
    files: FilesDep,
) -> Response:
    """A file of the office, for a reason that goes on record, also one that was taken out of the
    case: for heads, leaders and those who oversee. What the applicant handed in is not read so.
    """
    file = await file_disclosed(office, case_id, attachment_id, principal, body.reason)
    return await served(files, file)


@router.delete(
    f"{_OF_CASE}/{{attachment_id}}",
    summary="移出附件 / Take an attachment out of the file",
    response_model=AttachmentOut,
    responses=problems(
        CaseNotFound,
        ForeignOrgan,
        AttachmentNotFound,
        AttachmentOfApplicant,
        AttachmentFixed,
        AttachmentEnclosed,
    )
    | sends("ETag"),
)
async def remove_attachment(
    case_id: UUID,
    attachment_id: UUID,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
    files: FilesDep,
    principal: Writer,
) -> Response:
    """Take a file that the office added out of the case, before its answer is handed in for
    approval. It stays in the list, marked; its content is kept and no longer handed out.
    """
    desk = Desk(session, office, CASE, principal)
    case, found = await OfficeAttachments(desk, files).remove(case_id, attachment_id)
    names = await person_names(session, [found.attachment.added_by, found.attachment.removed_by])
    return await gate.answer(
        attachment_out(found, case, principal, files, names),
        headers={"ETag": etag(case.version)},
    )


@router.get(
    _OF_APPLICANT,
    summary="申请人提交的材料 / What the applicant handed in",
    responses=_DOOR,
)
async def list_handed_in(
    receipt_number: ReceiptNumber,
    access_code: AccessCode,
    session: SessionDep,
    office: OfficeDep,
    files: FilesDep,
) -> AllHandedInOut:
    """The files that the applicant added; those of the office are its own."""
    case = await ApplicantAccess(session, office).open(receipt_number, access_code)
    found = await AttachmentRepository(session).of_case(case.id, AttachmentOrigin.APPLICANT)
    return AllHandedInOut(items=[handed_in_out(row, files) for row in found])


@router.post(
    _OF_APPLICANT,
    summary="申请人提交材料 / Hand in a file",
    status_code=201,
    response_model=HandedInOut,
    openapi_extra=upload_body(APPLICANTS_FILE),
    responses=UPLOAD | _DOOR | problems(ApplicationEnded, TooManyAttachments),
)
async def hand_in_attachment(
    upload: ApplicantsUpload,
    case: LockedApplication,
    gate: IdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
    files: FilesDep,
) -> Response:
    """Add a file to one's own application until it is answered: ten at most, of 10 MiB each and
    30 MiB together. The body is the file itself, named by `?filename=`, or a form with one part
    `file`. It moves no period; whether it completes the application, the office decides.
    """
    found = await hand_in(session, office, files, case, upload)
    location = (
        f"/requests/v1/applications/{case.receipt_number}/attachments/{found.file.id}/content"
    )
    return await gate.answer(
        handed_in_out(found, files), status_code=201, headers={"Location": location}
    )


@router.get(
    f"{_OF_APPLICANT}/{{attachment_id}}/content",
    summary="读取本人提交的材料 / Read a file that one handed in",
    response_class=Response,
    responses=DOWNLOAD | _DOOR | problems(AttachmentNotFound) | download(),
)
async def read_handed_in(
    receipt_number: ReceiptNumber,
    access_code: AccessCode,
    attachment_id: UUID,
    office: OfficeDep,
    files: FilesDep,
) -> Response:
    """The file as it was handed in, to be saved."""
    return await served(
        files, await file_handed_in(office, receipt_number, access_code, attachment_id)
    )
