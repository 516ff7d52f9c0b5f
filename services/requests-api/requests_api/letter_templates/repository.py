"""Rows of organs' templates."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.db.base import table_of
from gongkai.files import StoredFile
from gongkai.reference.organs import ReferenceOrgan, in_subtree_of
from requests_api.letter_templates.kinds import LetterKind
from requests_api.letter_templates.models import LetterTemplate

_TEMPLATES = table_of(LetterTemplate).c


class HeldTemplate(NamedTuple):
    """An organ's own template with its file."""

    template: LetterTemplate
    file: StoredFile


class TemplateRepository:
    """Templates in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def organ_exists(self, organ_id: UUID, principal: Principal) -> bool:
        """Whether the organ is the caller's or below it."""
        found = select(ReferenceOrgan.id).where(
            ReferenceOrgan.id == organ_id, in_subtree_of(principal, ReferenceOrgan.id)
        )
        return await self._session.scalar(found) is not None

    async def present(self, organ_id: UUID, kind: LetterKind) -> HeldTemplate | None:
        """The last version of an organ's own template; None: the shipped one holds."""
        statement = (
            select(LetterTemplate, StoredFile)
            .join(StoredFile, StoredFile.id == LetterTemplate.file_id)
            .where(LetterTemplate.organ_id == organ_id, LetterTemplate.kind == kind)
            .order_by(LetterTemplate.version.desc())
            .limit(1)
        )
        found = (await self._session.execute(statement)).one_or_none()
        return None if found is None else HeldTemplate(*found)

    async def add(self, template: LetterTemplate) -> bool:
        """Write a version; False where somebody else wrote one at the same time."""
        values = {column.key: getattr(template, column.key) for column in _TEMPLATES}
        written = await self._session.execute(
            insert(LetterTemplate)
            .values(values)
            .on_conflict_do_nothing()
            .returning(LetterTemplate.version)
        )
        return written.first() is not None
