"""What a person does with the own inbox."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Principal
from gongkai.crypto.signing import Signer
from gongkai.http.paging import Pager, Rows
from gongkai.reference.organs import organ_names
from gongkai.time import PlatformClock
from notifier.inbox.errors import NotificationNotFound
from notifier.inbox.repository import NEWEST_FIRST, Counts, Entry, InboxRepository
from notifier.inbox.schemas import InboxQuery


class InboxService:
    """The inbox of one caller: nobody reads another's."""

    def __init__(self, session: AsyncSession, clock: PlatformClock, principal: Principal) -> None:
        self._session = session
        self._notifications = InboxRepository(session)
        self._clock = clock
        self._subject = principal.subject

    async def page(self, query: InboxQuery, signer: Signer) -> Rows[Entry]:
        """A page of the inbox, the newest first."""
        pager = Pager(signer, "inbox", query, NEWEST_FIRST)
        return await self._notifications.page(self._subject, query, pager)

    async def organ_names(self, entries: Iterable[Entry]) -> Mapping[UUID, str]:
        """What the organs of these entries are called."""
        return await organ_names(self._session, (e.notification.organ_id for e in entries))

    async def counts(self) -> Counts:
        """How much lies in the inbox."""
        return await self._notifications.counts(self._subject)

    async def mark(self, notification_id: UUID, *, is_read: bool) -> Entry:
        """Mark one notification; repeating it changes nothing. Raises NotificationNotFound."""
        if await self._notifications.one(self._subject, notification_id) is None:
            raise NotificationNotFound
        read_at = self._clock.now() if is_read else None
        await self._notifications.mark(self._subject, notification_id, read_at)
        found = await self._notifications.one(self._subject, notification_id)
        if found is None:
            raise NotificationNotFound
        return found

    async def mark_all_read(self) -> Counts:
        """Mark every unread notification as read."""
        await self._notifications.mark(self._subject, None, self._clock.now())
        return await self.counts()
