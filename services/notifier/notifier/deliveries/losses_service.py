"""Telling who asked for it that a message to an applicant was given up."""

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.contracts import ApplicantMessageUndelivered
from gongkai.feed import Publication, publish
from notifier.deliveries.models import OutgoingMessage
from notifier.deliveries.repository import DeliveryRepository
from notifier.messages.models import Notification
from notifier.messages.templates import APPLICANT_TEMPLATES


async def tell_of_losses(session: AsyncSession, limit: int) -> int:
    """Tell of messages that were given up since, however that came; says of how many. In the
    transaction that remembers it, so that each is told once, and once more where it was tried again
    by command and given up again.
    """
    lost = await DeliveryRepository(session).lost(limit)
    for outgoing, notification in lost:
        if outgoing.closed_at is None:
            raise LookupError(f"{outgoing.id} was given up at no time")
        outgoing.loss_told_at = outgoing.closed_at
        await publish(session, _told(outgoing, notification))
    return len(lost)


def _told(outgoing: OutgoingMessage, notification: Notification) -> Publication:
    at = outgoing.loss_told_at or outgoing.created_at
    facts = APPLICANT_TEMPLATES[notification.template].read(notification.facts)
    return Publication(
        payload=ApplicantMessageUndelivered(
            delivery_id=outgoing.id,
            message_id=facts.message_id,
            case_id=facts.case_id,
            channel=outgoing.channel.value,
            reason=outgoing.last_error or "",
            given_up_at=at,
        ),
        entity_id=outgoing.id,
        revision=int(at.timestamp() * 1000),
        organ_id=outgoing.organ_id,
        occurred_at=at,
    )
