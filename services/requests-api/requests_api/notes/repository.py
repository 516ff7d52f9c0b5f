"""Rows of notes."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.http.paging import Keyset, Pager, Rows
from requests_api.notes.models import Note

NEWEST_NOTE = Keyset((Note.id,), descending=True)


class NoteRepository:
    """The notes of matters in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, note: Note) -> None:
        """Enter a note."""
        self._session.add(note)

    async def page(self, matter_id: UUID, pager: Pager) -> Rows[Note]:
        """One page of the notes of a matter, the newest first."""
        statement = select(Note).where(Note.matter_id == matter_id)
        return pager.page((await self._session.scalars(pager.apply(statement))).all())
