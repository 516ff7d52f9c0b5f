"""Dead letters: list, redrive, discard. The same three for every service, offered as a command."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.envelope import Event
from gongkai.errors import Conflict, NotFound
from gongkai.feed.incoming import DeadLetter, Delivery, FeedCursor, Subscription


class DeadLetterNotFound(NotFound):
    """No dead letter of this id waits for a decision."""

    code = "dead_letter_not_found"
    title_zh = "没有这条死信"
    title_en = "No such dead letter"


class DeadLetterOutdated(Conflict):
    """The producer's history is another one since: its resync brought the present state, which the
    event must not overwrite. Discard it.
    """

    code = "dead_letter_outdated"
    title_zh = "死信所属的历史已被替换"
    title_en = "The dead letter belongs to a replaced history"


class DeadLetterFailedAgain(Conflict):
    """The event could not be applied this time either; the letter is as dead as before."""

    code = "dead_letter_failed_again"
    title_zh = "死信再次处理失败"
    title_en = "The event failed again, and its letter stays dead"


async def waiting(session: AsyncSession) -> Sequence[DeadLetter]:
    """Every event that still waits: retrying or dead, oldest first."""
    return (
        await session.scalars(
            select(DeadLetter)
            .where(DeadLetter.status.in_(("retrying", "dead")))
            .order_by(DeadLetter.id)
        )
    ).all()


async def redrive(
    session: AsyncSession, letter_id: UUID, subscriptions: Sequence[Subscription], now: datetime
) -> None:
    """Apply the event now; a handler's error leaves everything as it was.

    Raises DeadLetterNotFound, DeadLetterOutdated.
    """
    letter = await _locked(session, letter_id)
    producer = FeedCursor.producer == letter.producer
    epoch = await session.scalar(select(FeedCursor.epoch).where(producer))
    if epoch not in (None, letter.epoch):
        raise DeadLetterOutdated
    event = Event.model_validate(letter.event)
    for subscription in subscriptions:
        handler = subscription.handlers.get(letter.type)
        if subscription.producer.value == letter.producer and handler is not None:
            await handler(session, Delivery(event, letter.epoch))
    letter.status, letter.closed_at = "redriven", now


async def discard(session: AsyncSession, letter_id: UUID, now: datetime) -> None:
    """Decide that the event shall have no effect."""
    letter = await _locked(session, letter_id)
    letter.status, letter.closed_at = "discarded", now


async def _locked(session: AsyncSession, letter_id: UUID) -> DeadLetter:
    letter = (
        await session.scalars(
            select(DeadLetter)
            .where(DeadLetter.id == letter_id, DeadLetter.status == "dead")
            .with_for_update()
        )
    ).one_or_none()
    if letter is None:
        raise DeadLetterNotFound
    return letter
