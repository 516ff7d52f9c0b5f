"""Rows of attachments, each with its file."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.files import StoredFile
from requests_api.attachments.kinds import AttachmentOrigin
from requests_api.attachments.models import Attachment


class AttachedFile(NamedTuple):
    """An attachment and its file."""

    attachment: Attachment
    file: StoredFile


class Held(NamedTuple):
    """What a case holds of one origin, removed ones included: who removes gains no room."""

    files: int
    bytes: int


class AttachmentRepository:
    """Attachments in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_case(
        self, case_id: UUID, origin: AttachmentOrigin | None = None
    ) -> Sequence[AttachedFile]:
        """The attachments of a case, or those of one origin, in the order of their coming."""
        statement = (
            select(Attachment, StoredFile)
            .join(StoredFile, StoredFile.id == Attachment.id)
            .where(Attachment.case_id == case_id)
            .order_by(Attachment.id)
        )
        if origin is not None:
            statement = statement.where(Attachment.origin == origin)
        found = await self._session.execute(statement)
        return [AttachedFile(*row) for row in found]

    async def find(self, case_id: UUID, attachment_id: UUID) -> AttachedFile | None:
        """One attachment of a case."""
        statement = (
            select(Attachment, StoredFile)
            .join(StoredFile, StoredFile.id == Attachment.id)
            .where(Attachment.case_id == case_id, Attachment.id == attachment_id)
        )
        found = (await self._session.execute(statement)).one_or_none()
        return None if found is None else AttachedFile(*found)

    async def held(self, case_id: UUID, origin: AttachmentOrigin) -> Held:
        """How much a case holds of one origin."""
        statement = (
            select(func.count(), func.coalesce(func.sum(StoredFile.size), 0))
            .select_from(Attachment)
            .join(StoredFile, StoredFile.id == Attachment.id)
            .where(Attachment.case_id == case_id, Attachment.origin == origin)
        )
        files, size = (await self._session.execute(statement)).one()
        return Held(files, int(size))

    def add(self, attachment: Attachment) -> None:
        """A new attachment."""
        self._session.add(attachment)
