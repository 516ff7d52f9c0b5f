"""Tell people something, and show what became of it on its way.

About what was given up is decided by command (`gongkai.work.cli`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Principal
from gongkai.crypto.signing import Signer
from gongkai.db import new_id
from gongkai.http.paging import Pager, Rows
from gongkai.reference.organs import organ_names
from gongkai.time import PlatformClock
from notifier.channels.addresses import ChannelCode
from notifier.deliveries.models import DELIVERIES, OutgoingMessage
from notifier.deliveries.repository import NEWEST_FIRST, DeliveryRepository
from notifier.deliveries.schemas import DeliveryQuery
from notifier.messages.models import Cause
from notifier.messages.repository import NotificationRepository
from notifier.messages.template import ApplicantTemplate, Facts, Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one person is to be told; once for each cause, however often it is said."""

    cause_kind: Cause
    cause_id: UUID
    template: Template[Any] | ApplicantTemplate[Any]
    facts: Facts
    organ_id: UUID
    is_urgent: bool
    subject: str
    channels: frozenset[ChannelCode]
    not_before: datetime | None = None
    """When it may leave; None: now."""


async def tell(session: AsyncSession, clock: PlatformClock, tellings: Iterable[Telling]) -> None:
    """Create notifications that are not there yet, and for these a message by every channel.

    In the caller's transaction, with whatever is the cause; nothing leaves the platform here.
    """
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
                "due_at": said.not_before or now,
            }
            for notification_id, said in by_id.items()
            if notification_id in created
            for channel in sorted(said.channels)
        )
    )


class DeliveryService:
    """Lists deliveries."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, principal: Principal, query: DeliveryQuery, signer: Signer
    ) -> Rows[OutgoingMessage]:
        """A page of the deliveries that the caller may see, the newest first."""
        pager = Pager(signer, "deliveries", query, NEWEST_FIRST)
        return await DeliveryRepository(self._session).page(principal, query, pager)

    async def organ_names(self, deliveries: Iterable[OutgoingMessage]) -> Mapping[UUID, str]:
        """What the organs of these deliveries are called."""
        return await organ_names(self._session, (delivery.organ_id for delivery in deliveries))
