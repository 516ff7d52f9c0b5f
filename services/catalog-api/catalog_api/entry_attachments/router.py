"""The files of an entry over HTTP."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from starlette.responses import Response

from catalog_api.entries.access import EntryReader, EntryWriter
from catalog_api.entries.desk import EntryDesk
from catalog_api.entries.errors import EntryNotFound, EntryOfOtherOrgan, EntryStepNotAllowed
from catalog_api.entries.presenter import PATH
from catalog_api.entries.reading import EntryReading
from catalog_api.entries.repository import EntryRepository
from catalog_api.entries.schemas import EntryStepOut
from catalog_api.entries.web import EntryOfficeDep, FilesDep, FoundEntry, answered
from catalog_api.entry_attachments.errors import (
    EntryAttachmentAbsent,
    EntryAttachmentNotFound,
    TooManyEntryAttachments,
)
from catalog_api.entry_attachments.presenter import attachment_out
from catalog_api.entry_attachments.repository import EntryFileRepository
from catalog_api.entry_attachments.schemas import EntryAttachmentOut, EntryAttachmentsOut
from catalog_api.entry_attachments.service import EntryAttachments, may_attach
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
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.reference.people import person_names

router = feature_router(prefix="/entries/{entry_id}/attachments", tags=["entries"])
_CHANGE = problems(EntryNotFound, EntryOfOtherOrgan, EntryStepNotAllowed)


async def _upload(
    request: Request,
    entry_id: UUID,
    caller: EntryWriter,
    office: EntryOfficeDep,
    files: FilesDep,
    _filename: FileNameQuery = None,
) -> AsyncIterator[StagedFile]:
    async with office.database.unit_of_work() as session:
        await may_attach(EntryDesk(session, office, caller), entry_id)
    async with received(request, files) as staged:
        yield staged


Upload = Annotated[StagedFile, Depends(_upload, scope="function")]


@router.get(
    "", summary="公开信息的附件 / The attachments of an entry", responses=problems(EntryNotFound)
)
async def list_entry_attachments(
    entry: FoundEntry, session: ReadSessionDep, files: FilesDep
) -> EntryAttachmentsOut:
    """Every file that any version of the entry has."""
    found = await EntryFileRepository(session).of_entry(entry.id)
    newest = await EntryRepository(session).version(entry.id, entry.content_version)
    names = await person_names(session, {each.attachment.added_by for each in found})
    return EntryAttachmentsOut(items=[attachment_out(each, newest, files, names) for each in found])


@router.post(
    "",
    summary="添加附件 / Add an attachment to an entry",
    status_code=201,
    response_model=EntryAttachmentOut,
    openapi_extra=upload_body(),
    responses=UPLOAD | _CHANGE | problems(TooManyEntryAttachments),
)
async def add_entry_attachment(
    entry_id: UUID,
    caller: EntryWriter,
    upload: Upload,
    gate: IdempotencyDep,
    session: SessionDep,
    office: EntryOfficeDep,
    files: FilesDep,
) -> Response:
    """Add a file to an entry that is not published: a new version, whose review begins anew. The
    body is the file itself, named by `?filename=`, or a form with one part `file`.
    """
    desk = EntryDesk(session, office, caller)
    entry, found = await EntryAttachments(desk, files).add(entry_id, upload)
    newest = await desk.entries.version(entry.id, entry.content_version)
    names = await person_names(session, {found.attachment.added_by})
    return await gate.answer(
        attachment_out(found, newest, files, names),
        status_code=201,
        headers={
            "ETag": etag(entry.version),
            "Location": f"{PATH}/{entry.id}/attachments/{found.file.id}/content",
        },
    )


@router.get(
    "/{attachment_id}/content",
    summary="读取附件 / Read an attachment of an entry",
    response_class=Response,
    responses=DOWNLOAD | problems(EntryNotFound, EntryAttachmentNotFound) | download(),
)
async def read_entry_attachment(
    entry_id: UUID,
    attachment_id: UUID,
    caller: EntryReader,
    office: EntryOfficeDep,
    files: FilesDep,
) -> Response:
    """The file as it was handed in, to be saved."""
    async with office.database.read_session() as session:
        entry = await EntryReading(session, caller).get(entry_id)
        found = await EntryFileRepository(session).find(entry.id, attachment_id)
    if found is None:
        raise EntryAttachmentNotFound
    return await served(files, found.file)


@router.delete(
    "/{attachment_id}",
    summary="移除附件 / Take an attachment out of an entry",
    response_model=EntryStepOut,
    responses=_CHANGE | problems(EntryAttachmentNotFound, EntryAttachmentAbsent) | sends("ETag"),
)
async def remove_entry_attachment(
    entry_id: UUID,
    attachment_id: UUID,
    caller: EntryWriter,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: EntryOfficeDep,
    files: FilesDep,
) -> Response:
    """A new version without the file, whose review begins anew; older versions keep it."""
    desk = EntryDesk(session, office, caller)
    entry = await EntryAttachments(desk, files).remove(entry_id, attachment_id)
    return await answered(entry, desk, gate)
