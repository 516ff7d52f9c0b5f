"""Rows of an entry's files, each with the file."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.entry_attachments.models import EntryAttachment
from gongkai.files import StoredFile


class EntryFile(NamedTuple):
    """An attachment and its file."""

    attachment: EntryAttachment
    file: StoredFile


class EntryFileRepository:
    """Files of entries in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_entry(self, entry_id: UUID) -> Sequence[EntryFile]:
        """Every file of an entry, in the order of their coming."""
        found = await self._session.execute(_files(entry_id).order_by(EntryAttachment.id))
        return [EntryFile(*row) for row in found]

    async def find(self, entry_id: UUID, file_id: UUID) -> EntryFile | None:
        """One file of an entry."""
        statement = _files(entry_id).where(EntryAttachment.id == file_id)
        found = (await self._session.execute(statement)).one_or_none()
        return None if found is None else EntryFile(*found)

    def add(self, attachment: EntryAttachment) -> None:
        """A new attachment."""
        self._session.add(attachment)


def _files(entry_id: UUID) -> Select[EntryAttachment, StoredFile]:
    return (
        select(EntryAttachment, StoredFile)
        .join(StoredFile, StoredFile.id == EntryAttachment.id)
        .where(EntryAttachment.entry_id == entry_id)
    )
