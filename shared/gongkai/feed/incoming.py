"""The consumer's side: pull a page over HTTP, apply it and move the cursor in one transaction.

Effects happen exactly once because they and the cursor commit together; there is no inbox. An
event whose handler keeps failing becomes a dead letter and the cursor moves on. When the producer's
history changes (restored database), the consumer reads from the start, takes what it finds as the
present state and lets handlers drop what the new history does not know.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import structlog
from sqlalchemy import Index, case, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.contracts import Event, FeedPage, Service
from gongkai.db import Base, Database
from gongkai.feed.outgoing import CursorGone
from gongkai.http.operational import is_operational
from gongkai.observability import metrics
from gongkai.observability.correlation import bound_correlation_id
from gongkai.time import PlatformClock

MAX_ATTEMPTS = 5
"""How often an event is tried before it becomes a dead letter."""

_log = structlog.get_logger(__name__)


class FeedCursor(Base):
    """How far this service has read one producer's feed."""

    __tablename__ = "feed_cursors"

    producer: Mapped[str] = mapped_column(primary_key=True)
    cursor: Mapped[str | None]
    epoch: Mapped[str | None]
    is_resyncing: Mapped[bool] = mapped_column(server_default=text("true"))
    caught_up_at: Mapped[datetime | None]


class DeadLetter(Base):
    """An event whose handler failed: `retrying`, `recovered`, `dead`, `redriven`, `discarded`."""

    __tablename__ = "dead_letters"
    __table_args__ = (Index("uq_dead_letters_event", "producer", "event_id", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    producer: Mapped[str]
    event_id: Mapped[UUID]
    type: Mapped[str]
    event: Mapped[dict[str, Any]]
    epoch: Mapped[str]
    status: Mapped[str]
    attempts: Mapped[int]
    error: Mapped[str]
    failed_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event together with the epoch of the feed that it was read from."""

    event: Event
    epoch: str


Handler = Callable[[AsyncSession, Delivery], Awaitable[None]]
"""Applies one event in the given transaction. Must compare revisions within an epoch."""

Resynced = Callable[[AsyncSession, str], Awaitable[None]]
"""Called once when a feed was read from its start: drop what has another epoch."""


class FeedSource(Protocol):
    """Where pages come from: another service over HTTP."""

    async def fetch(self, cursor: str | None) -> FeedPage:
        """The page behind ``cursor``; raises :class:`CursorGone` when the history changed."""


@dataclass(frozen=True)
class Subscription:
    """What a service takes from one producer: handlers by event type."""

    producer: Service
    handlers: Mapping[str, Handler]
    resynced: tuple[Resynced, ...] = field(default=())


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

    async def pull(self) -> None:
        """Read until the feed is caught up. Operational errors propagate; the next poll repeats."""
        try:
            while await self._pull_page():
                pass
        finally:
            await self._count_dead()

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

    async def _lock(self, session: AsyncSession) -> FeedCursor:
        producer = self._subscription.producer.value
        await session.execute(insert(FeedCursor).values(producer=producer).on_conflict_do_nothing())
        statement = select(FeedCursor).where(FeedCursor.producer == producer).with_for_update()
        return (await session.scalars(statement)).one()

    async def _apply(self, session: AsyncSession, cursor: str | None, page: FeedPage) -> bool:
        """Whether there is more to read."""
        row = await self._lock(session)
        if row.cursor != cursor:
            return True  # another worker of this service was faster: go on from its cursor
        row.epoch = page.epoch
        for event in page.items:
            if not await self._apply_event(session, Delivery(event, page.epoch)):
                await self._close_retries(session, but=event.id)
                await session.flush()
                return False  # tried again at the next poll, up to MAX_ATTEMPTS
            row.cursor = event.cursor
        await self._close_retries(session)
        row.cursor = page.next_cursor
        if not page.has_more:
            row.caught_up_at = self._clock.now()
            metrics.feed_caught_up(self._subscription.producer.value)
            if row.is_resyncing:
                for resynced in self._subscription.resynced:
                    await resynced(session, page.epoch)
                row.is_resyncing = False
        await session.flush()
        return page.has_more

    async def _close_retries(self, session: AsyncSession, *, but: UUID | None = None) -> None:
        """Only the event at the cursor is ever retried: any other one succeeded, or gave way to a
        newer event of its entity.
        """
        await session.execute(
            update(DeadLetter)
            .where(
                DeadLetter.producer == self._subscription.producer.value,
                DeadLetter.status == "retrying",
                DeadLetter.event_id.is_distinct_from(but),
            )
            .values(status="recovered", closed_at=self._clock.now())
            .execution_options(synchronize_session=False)
        )

    async def _apply_event(self, session: AsyncSession, delivery: Delivery) -> bool:
        """Whether the cursor may move past this event."""
        handler = self._subscription.handlers.get(delivery.event.type)
        if handler is None:
            return True
        try:
            with bound_correlation_id(delivery.event.correlationid):
                async with session.begin_nested():
                    await handler(session, delivery)
        except Exception as error:  # whatever the handler's bug, the feed goes on
            if is_operational(error):
                raise
            return await self._record_failure(session, delivery, error)
        return True

    async def _record_failure(
        self, session: AsyncSession, delivery: Delivery, error: Exception
    ) -> bool:
        event = delivery.event
        now = self._clock.now()
        row = insert(DeadLetter).values(
            producer=self._subscription.producer.value,
            event_id=event.id,
            type=event.type,
            event=event.model_dump(mode="json"),
            epoch=delivery.epoch,
            status="retrying",
            attempts=1,
            error=type(error).__name__,
            failed_at=now,
        )
        row = row.on_conflict_do_update(
            index_elements=["producer", "event_id"],
            # A letter that was decided on and fails again (the feed was read anew) begins anew.
            set_={name: row.excluded[name] for name in ("event", "epoch", "status", "error")}
            | {
                "attempts": case(
                    (DeadLetter.status == "retrying", DeadLetter.attempts + 1), else_=1
                ),
                "failed_at": now,
                "closed_at": None,
            },
        )
        letter = (
            await session.scalars(
                row.returning(DeadLetter), execution_options={"populate_existing": True}
            )
        ).one()
        is_dead = letter.attempts >= MAX_ATTEMPTS
        if is_dead:
            letter.status = "dead"
        _log.warning(
            "event failed",
            action="feed.apply",
            event_id=str(event.id),
            type=event.type,
            attempts=letter.attempts,
            status=letter.status,
            error=letter.error,
        )
        return is_dead
