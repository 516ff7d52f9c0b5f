"""Rows of notifications as their one recipient reads them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.http.paging import Keyset, Pager, Rows
from notifier.deadlines.models import KnownDeadline, KnownState
from notifier.inbox.schemas import InboxQuery
from notifier.messages.models import Notification
from notifier.reminders.models import Reminder
from notifier.reminders.repository import told_for_reminder

NEWEST_FIRST = Keyset((Notification.id,), descending=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """A notification and what its deadline is now; None where it tells of none."""

    notification: Notification
    deadline_state: KnownState | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much waits in an inbox."""

    total: int
    unread: int
    unread_urgent: int


class InboxRepository:
    """Reads rows of `notifications` and marks them as read."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(self, subject: str, query: InboxQuery, pager: Pager) -> Rows[Entry]:
        """A page of a person's inbox, the newest first."""
        statement = _entries(subject)
        if query.unread is not None:
            read_at = Notification.read_at
            statement = statement.where(read_at.is_(None) if query.unread else read_at.is_not(None))
        rows = pager.page((await self._session.execute(pager.apply(statement))).all())
        return Rows([Entry(row[0], row[1]) for row in rows.items], rows.next_cursor)

    async def one(self, subject: str, notification_id: UUID) -> Entry | None:
        """One entry of a person's inbox."""
        statement = _entries(subject).where(Notification.id == notification_id)
        row = (await self._session.execute(statement)).one_or_none()
        return None if row is None else Entry(row[0], row[1])

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
        theirs = Notification.subject == subject
        unread = select(
            func.count().label("unread"),
            func.count().filter(Notification.is_urgent).label("unread_urgent"),
        )
        # Apart, so that each is counted by an index alone: most are read.
        counted = unread.where(theirs, Notification.read_at.is_(None)).subquery()
        total = select(func.count()).where(theirs).scalar_subquery()
        found = await self._session.execute(
            select(total.label("total"), counted.c.unread, counted.c.unread_urgent)
        )
        return Counts(*found.one())


def _entries(subject: str) -> Select[Notification, KnownState, UUID]:
    return (
        select(Notification, KnownDeadline.state, Notification.id)
        .outerjoin(Reminder, told_for_reminder())
        .outerjoin(KnownDeadline, KnownDeadline.id == Reminder.deadline_id)
        .where(Notification.subject == subject)
        .execution_options(populate_existing=True)
    )
