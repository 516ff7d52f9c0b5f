"""Index numbers and withdrawals."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.entries.models import Entry
from catalog_api.organs.models import Organ
from catalog_api.publications.models import EntryWithdrawal, IndexNumberCounter
from gongkai.db.base import among
from gongkai.files import StoredFile


class PublicationRepository:
    """What publishing writes, in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def organ(self, organ_id: UUID) -> Organ:
        """The organ that publishes."""
        return await self._session.get_one(Organ, organ_id)

    async def next_serial(self, organ_id: UUID, year: int) -> int:
        """The organ's next number of a year; nobody else has one of it until this transaction
        ends, and where it fails the number is given again.
        """
        row = insert(IndexNumberCounter).values(organ_id=organ_id, year=year, last=1)
        drawn = row.on_conflict_do_update(
            index_elements=["organ_id", "year"], set_={"last": IndexNumberCounter.last + 1}
        ).returning(IndexNumberCounter.last)
        return (await self._session.execute(drawn)).scalar_one()

    async def is_taken(self, index_number: str) -> bool:
        """Whether another entry has the number."""
        statement = select(Entry.id).where(Entry.index_number == index_number)
        return await self._session.scalar(statement) is not None

    async def files(self, file_ids: Collection[UUID]) -> Sequence[StoredFile]:
        """The files with these ids."""
        statement = select(StoredFile).where(among(StoredFile.id, file_ids))
        return (await self._session.scalars(statement)).all()

    def add(self, withdrawal: EntryWithdrawal) -> None:
        """Why something was withdrawn."""
        self._session.add(withdrawal)
