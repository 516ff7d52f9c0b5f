"""Rows of notifications are created once for cause and person."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from notifier.messages.models import Notification


class NotificationRepository:
    """Writes rows of `notifications`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def insert(self, rows: Sequence[Mapping[str, Any]]) -> set[UUID]:
        """Create notifications; one that exists for the cause and person stays the only one.

        Returns the ids of those that are new.
        """
        statement = insert(Notification).on_conflict_do_nothing().returning(Notification.id)
        return set(await self._session.scalars(statement, list(rows)))
