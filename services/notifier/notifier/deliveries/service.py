"""Decisions about deliveries: which go now, what an outcome means, what becomes of dead ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Principal
from gongkai.crypto.fields import DecryptionFailed, KeyRing
from gongkai.crypto.signing import Signer
from gongkai.db import new_id
from gongkai.http.paging import Pager, Rows
from gongkai.time import PlatformClock
from notifier.deliveries.backoff import MAX_ATTEMPTS, next_attempt
from notifier.deliveries.errors import DeliveryNotFound
from notifier.deliveries.models import Delivery, DeliveryState
from notifier.deliveries.repository import NEWEST_FIRST, Claimed, DeliveryRepository
from notifier.deliveries.schemas import DeliveryQuery
from notifier.inbox.models import Notification
from notifier.people.personal import read_email

LEASE = timedelta(seconds=60)
"""How long a worker may take for what it claimed; then another one may send it."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to send, outside of any transaction."""

    delivery_id: UUID
    lease: UUID
    attempts: int
    notification: Notification
    address: str


class DeliveryService:
    """Claims deliveries and records what became of them."""

    def __init__(self, session: AsyncSession, clock: PlatformClock) -> None:
        self._deliveries = DeliveryRepository(session)
        self._clock = clock

    async def claim(self, keys: KeyRing, limit: int) -> list[Outgoing]:
        """Take up to `limit` due deliveries under a lease; each counts as an attempt from now.

        One whose person left or has no address any more is closed instead.
        """
        now = self._clock.now()
        await self._deliveries.give_up_abandoned(MAX_ATTEMPTS, now)
        outgoing = []
        for claimed in await self._deliveries.claim(now, limit):
            address = self._address(claimed, keys)
            if address is None:
                continue
            delivery, lease = claimed.delivery, new_id()
            delivery.attempts += 1
            delivery.lease, delivery.lease_until = lease, now + LEASE
            outgoing.append(
                Outgoing(delivery.id, lease, delivery.attempts, claimed.notification, address)
            )
        return outgoing

    def _address(self, claimed: Claimed, keys: KeyRing) -> str | None:
        delivery, now = claimed.delivery, self._clock.now()
        try:
            address = None if claimed.person is None else read_email(claimed.person, keys)
        except DecryptionFailed:
            delivery.state, delivery.closed_at = DeliveryState.DEAD.value, now
            delivery.last_error = "address_undecryptable"
            return None
        if address is None:
            delivery.state, delivery.closed_at = DeliveryState.WITHDRAWN.value, now
            delivery.last_error = "no_address"
        return address

    async def sent(self, outgoing: Outgoing) -> bool:
        """The server took the message. False when the lease was lost: another one sends it too."""
        values = {"state": DeliveryState.SENT, "closed_at": self._clock.now(), "last_error": None}
        return await self._deliveries.record(outgoing.delivery_id, outgoing.lease, values)

    async def failed(self, outgoing: Outgoing, code: str, *, is_final: bool) -> bool:
        """The message did not leave: try again later, or give up."""
        now = self._clock.now()
        again = None if is_final else next_attempt(outgoing.attempts, now)
        values: dict[str, Any] = {"last_error": code}
        if again is None:
            values |= {"state": DeliveryState.DEAD, "closed_at": now}
        else:
            values |= {"state": DeliveryState.PENDING, "next_attempt_at": again}
        return await self._deliveries.record(outgoing.delivery_id, outgoing.lease, values)

    async def page(
        self, principal: Principal, query: DeliveryQuery, signer: Signer
    ) -> Rows[Delivery]:
        """A page of the deliveries that the caller may see, the newest first."""
        return await self._deliveries.page(
            principal,
            state=query.state,
            deadline_id=query.deadline_id,
            pager=Pager(signer, "deliveries", query, NEWEST_FIRST),
        )

    async def dead(self) -> Sequence[Delivery]:
        """Every delivery that was given up."""
        return await self._deliveries.all_dead()

    async def redrive(self, delivery_id: UUID) -> Delivery:
        """Send a dead delivery again, with all its attempts. Raises DeliveryNotFound."""
        delivery = await self._dead(delivery_id)
        delivery.state, delivery.closed_at = DeliveryState.PENDING.value, None
        delivery.attempts, delivery.next_attempt_at = 0, self._clock.now()
        delivery.lease = delivery.lease_until = None
        return delivery

    async def discard(self, delivery_id: UUID) -> Delivery:
        """Decide that a dead delivery is not sent. Raises DeliveryNotFound."""
        delivery = await self._dead(delivery_id)
        delivery.state, delivery.closed_at = DeliveryState.DISCARDED.value, self._clock.now()
        return delivery

    async def _dead(self, delivery_id: UUID) -> Delivery:
        delivery = await self._deliveries.dead(delivery_id)
        if delivery is None:
            raise DeliveryNotFound
        return delivery
