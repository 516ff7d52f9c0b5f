"""Rows of what screening found."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from requests_api.findings.models import Finding


class FindingRepository:
    """Findings in one session, of the enclosure or the reply that is named."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, rows: Iterable[Finding]) -> None:
        """New ones."""
        self._session.add_all(rows)

    async def of(self, screened_id: UUID) -> Sequence[Finding]:
        """What was found in one, in the order of the file or text."""
        statement = select(Finding).where(_of(screened_id)).order_by(Finding.id)
        return (await self._session.scalars(statement)).all()

    async def find(self, screened_id: UUID, finding_id: UUID) -> Finding | None:
        """One of them."""
        statement = select(Finding).where(Finding.id == finding_id, _of(screened_id))
        return await self._session.scalar(statement)


def _of(screened_id: UUID) -> ColumnElement[bool]:
    return or_(Finding.enclosure_id == screened_id, Finding.reply_id == screened_id)
