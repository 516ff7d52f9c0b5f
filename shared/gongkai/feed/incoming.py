"""The consumer's side: pull a page over HTTP, apply it and move the cursor in one transaction.

Effects happen exactly once because they and the cursor commit together; there is no inbox. An
event whose handler keeps failing becomes a dead letter and the cursor moves on. When the producer's
history changes (restored database), the consumer reads from the start, takes what it finds as the
present state and lets handlers drop what the new history does not know. When it learns a type, the
feed is read again for that.
"""

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db import Database
from gongkai.envelope import FeedPage
from gongkai.feed.applying import MAX_ATTEMPTS, apply_event, close_retries
from gongkai.feed.rereading import Rereading, forget_types
from gongkai.feed.rows import DeadLetter, FeedCursor
from gongkai.feed.subscription import Delivery, FeedSource, Handler, Resynced, Subscription
from gongkai.http.cursors import CursorGone
from gongkai.observability import metrics
from gongkai.time import PlatformClock

__all__ = [
    "MAX_ATTEMPTS",
    "DeadLetter",
    "Delivery",
    "FeedConsumer",
    "FeedCursor",
    "FeedSource",
    "Handler",
    "Resynced",
    "Subscription",
]


class FeedConsumer:
    """Keeps one service up to date with one producer."""

    def __init__(
        self,
        database: Database,
        source: FeedSource,
        subscription: Subscription,
        clock: PlatformClock,
    ) -> None:
        self._database = database
        self._source = source
        self._subscription = subscription
        self._clock = clock
        self._rereading = Rereading(database, source, subscription, clock)

    async def pull(self) -> None:
        """Read until the feed is caught up, and again from its start for types that are new.

        Operational errors propagate; the next poll repeats.
        """
        try:
            while await self._pull_page():
                pass
            await self._rereading.run()
        finally:
            await self._count_dead()

    @property
    def _types(self) -> list[str]:
        return sorted(self._subscription.handlers)

    async def _count_dead(self) -> None:
        producer = self._subscription.producer.value
        dead = select(func.count()).where(
            DeadLetter.producer == producer, DeadLetter.status == "dead"
        )
        async with self._database.read_session() as session:
            metrics.dead_letters(producer, await session.scalar(dead) or 0)

    async def _pull_page(self) -> bool:
        producer = self._subscription.producer
        async with self._database.read_session() as session:
            known = select(FeedCursor.cursor, FeedCursor.caught_up_at)
            row = (await session.execute(known.where(FeedCursor.producer == producer))).first()
        cursor, caught_up_at = row or (None, None)
        now = self._clock.now()
        metrics.feed_known(producer, (now - (caught_up_at or now)).total_seconds())
        try:
            page = await self._source.fetch(cursor)
        except CursorGone:
            await self._restart(cursor)
            return True
        async with self._database.unit_of_work() as session:
            return await self._apply(session, cursor, page)

    async def _restart(self, cursor: str | None) -> None:
        async with self._database.unit_of_work() as session:
            row = await self._lock(session)
            if row.cursor == cursor:
                row.cursor, row.epoch, row.is_resyncing = None, None, True
                row.handled, row.rereading, row.reread_cursor = self._types, [], None

    async def _lock(self, session: AsyncSession) -> FeedCursor:
        producer = self._subscription.producer.value
        # Who begins at the feed's start will have seen all.
        first = insert(FeedCursor).values(producer=producer, handled=self._types)
        await session.execute(first.on_conflict_do_nothing())
        statement = select(FeedCursor).where(FeedCursor.producer == producer).with_for_update()
        return (await session.scalars(statement)).one()

    async def _apply(self, session: AsyncSession, cursor: str | None, page: FeedPage) -> bool:
        """Whether there is more to read."""
        row = await self._lock(session)
        if row.cursor != cursor:
            return True  # another worker of this service was faster: go on from its cursor
        row.epoch = page.epoch
        now = self._clock.now()
        for event in page.items:
            delivery = Delivery(event, page.epoch)
            if not await apply_event(session, self._subscription, delivery, now):
                await close_retries(session, self._subscription, now, but=event.id)
                await session.flush()
                return False  # tried again at the next poll, up to MAX_ATTEMPTS
            if event.type not in self._subscription.handlers:
                # Of an instance that is older than another one which handles it.
                forget_types(row, {event.type})
            row.cursor = event.cursor
        await close_retries(session, self._subscription, now)
        row.cursor = page.next_cursor
        if not page.has_more:
            row.caught_up_at = now
            metrics.feed_caught_up(self._subscription.producer.value)
            if row.is_resyncing:
                for resynced in self._subscription.resynced:
                    await resynced(session, page.epoch)
                row.is_resyncing = False
        await session.flush()
        return page.has_more
