"""Rows of what goes out with replies."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.files import StoredFile
from requests_api.enclosures.models import Enclosure
from requests_api.findings.models import Finding


class EnclosedFile(NamedTuple):
    """An enclosure and its file; `open` findings are not settled."""

    enclosure: Enclosure
    file: StoredFile
    findings: int
    open: int


class EnclosureRepository:
    """Enclosures in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, *rows: Enclosure) -> None:
        """New rows."""
        self._session.add_all(rows)

    async def of_case(self, case_id: UUID) -> Sequence[EnclosedFile]:
        """What goes out with the reply of a case, in the order of its coming."""
        statement = _rows().where(Enclosure.case_id == case_id, Enclosure.removed_at.is_(None))
        found = await self._session.execute(statement.order_by(Enclosure.id))
        return [EnclosedFile._make(row) for row in found]

    async def find(self, case_id: UUID, enclosure_id: UUID) -> EnclosedFile | None:
        """One that goes out with the reply of a case."""
        statement = _rows().where(
            Enclosure.case_id == case_id,
            Enclosure.id == enclosure_id,
            Enclosure.removed_at.is_(None),
        )
        found = (await self._session.execute(statement)).one_or_none()
        return None if found is None else EnclosedFile._make(found)

    async def by_id(self, enclosure_id: UUID) -> tuple[Enclosure, StoredFile]:
        """An enclosure of whichever case, with its file, also one that was taken out."""
        statement = (
            select(Enclosure, StoredFile)
            .join(StoredFile, StoredFile.id == Enclosure.attachment_id)
            .where(Enclosure.id == enclosure_id)
        )
        enclosure, file = (await self._session.execute(statement)).one()
        return enclosure, file


def _rows() -> Select[tuple[Enclosure, StoredFile, int, int]]:
    of_it = Finding.enclosure_id == Enclosure.id
    is_settled = Finding.resolution.in_(["justified", "false_alarm"])
    every = select(func.count()).where(of_it).correlate(Enclosure).scalar_subquery()
    settled = select(func.count()).where(of_it, is_settled).correlate(Enclosure).scalar_subquery()
    return select(Enclosure, StoredFile, every, every - settled).join(
        StoredFile, StoredFile.id == Enclosure.attachment_id
    )
