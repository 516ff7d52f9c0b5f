"""Tell people something: a notification for each, and a message by every channel that reaches them.

In the caller's transaction, with whatever is the cause; nothing leaves the platform here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db import new_id
from gongkai.time import PlatformClock
from notifier.channels.addresses import ChannelCode
from notifier.deliveries.terms import DELIVERIES
from notifier.messages.models import Cause
from notifier.messages.repository import NotificationRepository
from notifier.messages.template import Facts, Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one person is to be told; once for each cause, however often it is said."""

    cause_kind: Cause
    cause_id: UUID
    template: Template[Any]
    facts: Facts
    organ_id: UUID
    is_urgent: bool
    subject: str
    channels: frozenset[ChannelCode]


async def tell(session: AsyncSession, clock: PlatformClock, tellings: Iterable[Telling]) -> None:
    """Create what is not yet there: notifications, and messages for those that are new."""
    by_id = {new_id(): telling for telling in tellings}
    if not by_id:
        return
    now = clock.now()
    created = await NotificationRepository(session).insert(
        [
            {
                "id": notification_id,
                "cause_kind": said.cause_kind,
                "cause_id": said.cause_id,
                "template": said.template.code,
                "facts": said.facts.stored(),
                "subject": said.subject,
                "organ_id": said.organ_id,
                "is_urgent": said.is_urgent,
                "created_at": now,
            }
            for notification_id, said in by_id.items()
        ]
    )
    await DELIVERIES.due(session, clock).add(
        *(
            {
                "notification_id": notification_id,
                "cause_kind": said.cause_kind,
                "cause_id": said.cause_id,
                "organ_id": said.organ_id,
                "channel": channel,
            }
            for notification_id, said in by_id.items()
            if notification_id in created
            for channel in sorted(said.channels)
        )
    )
