"""Adding files to an entry, and taking them out again: each makes a new version."""

from uuid import UUID

from catalog_api.entries.desk import EntryDesk
from catalog_api.entries.errors import EntryNotFound, EntryOfOtherOrgan
from catalog_api.entries.models import Entry
from catalog_api.entries.service import EntryService
from catalog_api.entries.steps import REVISE
from catalog_api.entry_attachments.errors import (
    EntryAttachmentAbsent,
    EntryAttachmentNotFound,
    TooManyEntryAttachments,
)
from catalog_api.entry_attachments.models import EntryAttachment
from catalog_api.entry_attachments.repository import EntryFile, EntryFileRepository
from gongkai.files import Files, StagedFile

MOST = 100
"""Files of one version."""


class EntryAttachments:
    """What one caller does with the files of entries in one transaction."""

    def __init__(self, desk: EntryDesk, files: Files) -> None:
        self._desk = desk
        self._files = files
        self._rows = EntryFileRepository(desk.session)

    async def add(self, entry_id: UUID, staged: StagedFile) -> tuple[Entry, EntryFile]:
        """Add a file: a new version that has it besides what it had.

        Raises EntryNotFound, EntryOfOtherOrgan, EntryStepNotAllowed, TooManyEntryAttachments.
        """
        desk = self._desk
        entry = await desk.take(entry_id, REVISE, None)
        present = await desk.entries.version(entry.id, entry.content_version)
        if len(present.attachments) >= MOST:
            raise TooManyEntryAttachments
        stored = await self._files.record(desk.session, staged)
        attachment = EntryAttachment(
            id=stored.id,
            entry_id=entry.id,
            added_at=stored.stored_at,
            added_by=desk.principal.actor,
        )
        self._rows.add(attachment)
        added = {"id": str(stored.id), "sha256": stored.sha256.hex()}
        await EntryService(desk).attach(entry, present, [*present.attachments, added])
        return entry, EntryFile(attachment, stored)

    async def remove(self, entry_id: UUID, file_id: UUID) -> Entry:
        """Take a file out: a new version without it. Older versions keep it.

        Raises as `add`, EntryAttachmentNotFound, EntryAttachmentAbsent.
        """
        entry = await self._desk.take(entry_id, REVISE, None)
        if await self._rows.find(entry.id, file_id) is None:
            raise EntryAttachmentNotFound
        present = await self._desk.entries.version(entry.id, entry.content_version)
        left = [each for each in present.attachments if each["id"] != str(file_id)]
        if len(left) == len(present.attachments):
            raise EntryAttachmentAbsent
        await EntryService(self._desk).attach(entry, present, left)
        return entry


async def may_attach(desk: EntryDesk, entry_id: UUID) -> None:
    """Go on only if the entry exists for the caller, who works on it: before the upload is read.

    Raises EntryNotFound and EntryOfOtherOrgan.
    """
    entry = await desk.entries.find(entry_id, desk.principal)
    if entry is None:
        raise EntryNotFound
    if not REVISE.admits(desk.principal, entry.organ_id):
        desk.refuse(entry, REVISE, EntryOfOtherOrgan())
