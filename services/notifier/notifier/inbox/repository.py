"""Rows of notifications: created once, read by their one recipient."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.http.paging import Keyset, Pager, Rows
from notifier.deadlines.models import Deadline
from notifier.inbox.models import Notification

NEWEST_FIRST = Keyset((Notification.id,), descending=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """A notification and what its deadline is now."""

    notification: Notification
    deadline_state: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much waits in an inbox."""

    total: int
    unread: int
    unread_urgent: int


class NotificationRepository:
    """Reads and writes rows of `notifications`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def insert(self, rows: Sequence[dict[str, Any]]) -> set[UUID]:
        """Create notifications; one that exists for the reminder and person stays the only one.

        Returns the ids of those that are new.
        """
        statement = insert(Notification).on_conflict_do_nothing().returning(Notification.id)
        return set(await self._session.scalars(statement, list(rows)))

    async def page(self, subject: str, *, is_unread: bool | None, pager: Pager) -> Rows[Entry]:
        """A page of a person's inbox, the newest first."""
        statement = (
            select(Notification, Deadline.state, Notification.id)
            .join(Deadline, Deadline.id == Notification.deadline_id)
            .where(Notification.subject == subject)
        )
        if is_unread is not None:
            read_at = Notification.read_at
            statement = statement.where(read_at.is_(None) if is_unread else read_at.is_not(None))
        rows = pager.page((await self._session.execute(pager.apply(statement))).all())
        return Rows([Entry(row[0], row[1]) for row in rows.items], rows.next_cursor)

    async def one(self, subject: str, notification_id: UUID) -> Entry | None:
        """One entry of a person's inbox."""
        statement = (
            select(Notification, Deadline.state)
            .join(Deadline, Deadline.id == Notification.deadline_id)
            .where(Notification.subject == subject, Notification.id == notification_id)
        )
        row = (await self._session.execute(statement)).one_or_none()
        return None if row is None else Entry(*row)

    async def mark(
        self, subject: str, notification_id: UUID | None, read_at: datetime | None
    ) -> None:
        """Mark one entry (None: every unread one) as read at a time, or as unread.

        The first time of reading stays.
        """
        statement = update(Notification).where(Notification.subject == subject)
        if notification_id is not None:
            statement = statement.where(Notification.id == notification_id)
        if read_at is not None:
            statement = statement.where(Notification.read_at.is_(None))
        await self._session.execute(
            statement.values(read_at=read_at), execution_options={"synchronize_session": False}
        )

    async def counts(self, subject: str) -> Counts:
        """How much lies in a person's inbox."""
        unread = Notification.read_at.is_(None)
        statement = select(
            func.count(),
            func.count().filter(unread),
            func.count().filter(unread, Notification.is_urgent),
        ).where(Notification.subject == subject)
        return Counts(*(await self._session.execute(statement)).one())
