"""A consumer that learns a type: the feed is read again from its start for it.

The feed keeps one row per stream and entity, so reading it again is the snapshot. Only the handlers
of the new types run, page by page with a cursor of its own, beside the reading that goes on at the
first cursor. Nothing is dropped: the producer's history is the same.
"""

import time
from collections.abc import Collection, Sequence

import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.contracts import Service
from gongkai.db import Database
from gongkai.envelope import FeedPage
from gongkai.errors import NotFound
from gongkai.feed.applying import apply_event
from gongkai.feed.rows import DeadLetter, FeedCursor
from gongkai.feed.subscription import Delivery, FeedSource, Subscription
from gongkai.http.cursors import CursorGone
from gongkai.time import PlatformClock

RUN_SECONDS = 3.0

_log = structlog.get_logger(__name__)


class EventTypeNotHandled(NotFound):
    """This service handles no event of the type, so there is nothing to read again."""

    code = "event_type_not_handled"
    title_zh = "本服务不处理该类型的事件"
    title_en = "This service handles no event of this type"


class Rereading:
    """Brings a service up to date with the types that it has not handled from the start."""

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

    async def run(self, seconds: float = RUN_SECONDS) -> None:
        """Read what is missing, if anything is, for some time; then what is new has its turn.

        The next run, also one after a crash, goes on at the page where this one ended.
        """
        end = time.monotonic() + seconds
        while await self._read_page() and time.monotonic() < end:
            pass

    async def _read_page(self) -> bool:
        """Whether there is more to read."""
        async with self._database.read_session() as session:
            statement = select(FeedCursor).where(FeedCursor.producer == self._subscription.producer)
            row = (await session.scalars(statement)).one_or_none()
        missing = [] if row is None else self._missing(row)
        if row is None or not missing:
            return False
        if row.rereading != missing:
            await self._begin()
            return True
        try:
            page = await self._source.fetch(row.reread_cursor)
        except CursorGone:
            return False  # the first cursor is gone too; reading from there begins anew
        async with self._database.unit_of_work() as session:
            return await self._apply(session, row, page)

    def _missing(self, row: FeedCursor) -> list[str]:
        return sorted(self._subscription.handlers.keys() - set(row.handled))

    async def _lock(self, session: AsyncSession) -> FeedCursor:
        statement = select(FeedCursor).where(FeedCursor.producer == self._subscription.producer)
        return (await session.scalars(statement.with_for_update())).one()

    async def _begin(self) -> None:
        """What failed of these types before is tried again with the rest."""
        async with self._database.unit_of_work() as session:
            row = await self._lock(session)
            missing = self._missing(row)
            if row.rereading == missing:
                return
            row.rereading, row.reread_cursor = missing, None
            await session.execute(
                update(DeadLetter)
                .where(
                    DeadLetter.producer == row.producer,
                    DeadLetter.status == "dead",
                    DeadLetter.type.in_(missing),
                )
                .values(status="recovered", closed_at=self._clock.now())
            )
            _log.info("feed is read again", action="feed.reread", types=missing)

    async def _apply(self, session: AsyncSession, seen: FeedCursor, page: FeedPage) -> bool:
        row = await self._lock(session)
        if row.epoch != page.epoch:
            return False
        if (row.rereading, row.reread_cursor) != (seen.rereading, seen.reread_cursor):
            return True  # another worker was faster, or it begins anew
        now = self._clock.now()
        for event in page.items:
            if event.type in row.rereading:
                # Given up at its first failure: an event that waits here would keep the others.
                delivery = Delivery(event, page.epoch)
                await apply_event(session, self._subscription, delivery, now, max_attempts=1)
        row.reread_cursor = page.next_cursor
        if not page.has_more:
            _log.info("feed was read again", action="feed.reread", types=row.rereading)
            row.handled = sorted({*row.handled, *row.rereading})
            row.rereading, row.reread_cursor = [], None
        return page.has_more


def forget_types(row: FeedCursor, types: Collection[str]) -> None:
    """Events of these types are not all seen: whoever handles them reads the feed again."""
    forgotten = {*types} & {*row.handled, *row.rereading}
    if forgotten:
        row.handled = sorted({*row.handled} - forgotten)
        row.rereading, row.reread_cursor = [], None


async def read_again(
    session: AsyncSession, subscriptions: Sequence[Subscription], only: str | None
) -> dict[Service, list[str]]:
    """Have the workers read the feeds again for every type, or for one; gives the types by feed.

    Raises EventTypeNotHandled.
    """
    wanted = {
        each.producer: types
        for each in subscriptions
        if (types := sorted(name for name in each.handlers if only in (None, name)))
    }
    if not wanted:
        raise EventTypeNotHandled
    producers = FeedCursor.producer.in_(wanted)
    for row in await session.scalars(select(FeedCursor).where(producers).with_for_update()):
        forget_types(row, wanted[Service(row.producer)])
    return wanted
