"""Rows whose texts stand in the clear, locked; what somebody else has locked comes next time."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Table, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db.base import table_of
from requests_api.matters.models import Matter
from requests_api.registrations.models import Registration
from requests_api.replies.models import Reply

MATTERS, REPLIES, REGISTRATIONS = table_of(Matter), table_of(Reply), table_of(Registration)
_BATCH = 200
_UNSEALED: dict[Table, ColumnElement[bool]] = {
    MATTERS: MATTERS.c.description_sealed.is_(None) & (MATTERS.c.description != ""),
    REPLIES: or_(REPLIES.c.evidence_sealed.is_(None), REPLIES.c.return_reason.is_not(None)),
    REGISTRATIONS: REGISTRATIONS.c.void_reason.is_not(None),
}


class UnsealedRepository:
    """Unsealed rows in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def after(self, table: Table, last: UUID) -> Sequence[Row[Any]]:
        """The next of them behind the row ``last``, by id."""
        statement = select(table).where(_UNSEALED[table], table.c.id > last).order_by(table.c.id)
        locked = statement.limit(_BATCH).with_for_update(skip_locked=True, key_share=True)
        return (await self._session.execute(locked)).all()

    async def write(self, table: Table, row_id: UUID, values: dict[str, Any]) -> None:
        """Put what is sealed in place of the text."""
        await self._session.execute(update(table).where(table.c.id == row_id).values(values))
