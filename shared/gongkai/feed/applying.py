"""Apply one event: its effect, or a letter that says that it failed."""

from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import case, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.feed.rows import DeadLetter
from gongkai.feed.subscription import Delivery, Subscription
from gongkai.http.operational import is_operational
from gongkai.observability.correlation import bound_correlation_id

MAX_ATTEMPTS = 5
"""How often an event is tried before it becomes a dead letter."""

_log = structlog.get_logger(__name__)


async def apply_event(
    session: AsyncSession,
    subscription: Subscription,
    delivery: Delivery,
    now: datetime,
    *,
    max_attempts: int = MAX_ATTEMPTS,
) -> bool:
    """Whether the reader may move past this event: applied, not for us, or given up."""
    handler = subscription.handlers.get(delivery.event.type)
    if handler is None:
        return True
    try:
        with bound_correlation_id(delivery.event.correlationid):
            async with session.begin_nested():
                await handler(session, delivery)
    except Exception as error:  # whatever the handler's bug, the feed goes on
        if is_operational(error):
            raise
        letter = await _record_failure(session, subscription, delivery, error, now)
        if letter.attempts >= max_attempts:
            letter.status = "dead"
        _log.warning(
            "event failed",
            action="feed.apply",
            event_id=str(letter.event_id),
            type=letter.type,
            attempts=letter.attempts,
            status=letter.status,
            error=letter.error,
        )
        return letter.status == "dead"
    return True


async def _record_failure(
    session: AsyncSession,
    subscription: Subscription,
    delivery: Delivery,
    error: Exception,
    now: datetime,
) -> DeadLetter:
    event = delivery.event
    row = insert(DeadLetter).values(
        producer=subscription.producer.value,
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
            "attempts": case((DeadLetter.status == "retrying", DeadLetter.attempts + 1), else_=1),
            "failed_at": now,
            "closed_at": None,
        },
    )
    return (
        await session.scalars(
            row.returning(DeadLetter), execution_options={"populate_existing": True}
        )
    ).one()


async def close_retries(
    session: AsyncSession, subscription: Subscription, now: datetime, *, but: UUID | None = None
) -> None:
    """Only the event at the cursor is ever retried: any other one succeeded, or gave way to a newer
    event of its entity.
    """
    await session.execute(
        update(DeadLetter)
        .where(
            DeadLetter.producer == subscription.producer.value,
            DeadLetter.status == "retrying",
            DeadLetter.event_id.is_distinct_from(but),
        )
        .values(status="recovered", closed_at=now),
        execution_options={"synchronize_session": False},
    )
