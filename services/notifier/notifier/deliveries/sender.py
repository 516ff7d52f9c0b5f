"""Send what is due: claim under a lease, send outside of the transaction, record the outcome.

SMTP has no transaction with our database: a worker that dies between the two sends a message twice
(with the same Message-ID) rather than never.
"""

import asyncio
from email.message import EmailMessage
from typing import Protocol
from uuid import UUID

import structlog

from gongkai.crypto.fields import KeyRing
from gongkai.db import Database
from gongkai.time import PlatformClock
from notifier.deliveries.mail import mail_of
from notifier.deliveries.service import DeliveryService, Outgoing

BATCH = 10
"""Sent side by side; all of them within the lease."""

_log = structlog.get_logger(__name__)


class NotDelivered(Exception):  # noqa: N818 - an outcome, not a defect
    """The message did not leave. `code` is ours and holds no text of the server.

    `is_final` when trying again is pointless (the server refused the address or the message).
    """

    def __init__(self, code: str, *, is_final: bool) -> None:
        super().__init__(code)
        self.code = code
        self.is_final = is_final


class Mailer(Protocol):
    """Hands a message to a mail server; raises NotDelivered."""

    async def send(self, message: EmailMessage) -> None:
        """Return once the server has taken responsibility for the message."""


class Sender:
    """Sends due deliveries of one worker."""

    def __init__(
        self,
        database: Database,
        clock: PlatformClock,
        keys: KeyRing,
        mailer: Mailer,
        *,
        sender: str,
        desk_url: str | None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._keys = keys
        self._mailer = mailer
        self._sender = sender
        self._desk_url = desk_url

    async def run(self) -> None:
        """Send until nothing is due."""
        while await self.run_batch():
            pass

    async def run_batch(self) -> int:
        """Send up to BATCH deliveries; returns how many were tried."""
        async with self._database.unit_of_work() as session:
            claimed = await DeliveryService(session, self._clock).claim(self._keys, BATCH)
        sending = (self._send(outgoing) for outgoing in claimed)
        # All of them end before the first failure counts: what has left is to be recorded.
        for outcome in await asyncio.gather(*sending, return_exceptions=True):
            if outcome is not None:
                raise outcome
        return len(claimed)

    async def _send(self, outgoing: Outgoing) -> None:
        try:
            await self._mailer.send(self._message(outgoing))
        except NotDelivered as failure:
            _log.warning(
                "delivery failed",
                action="deliveries.send",
                delivery_id=str(outgoing.delivery_id),
                attempts=outgoing.attempts,
                error=failure.code,
            )
            async with self._database.unit_of_work() as session:
                service = DeliveryService(session, self._clock)
                await service.failed(outgoing, failure.code, is_final=failure.is_final)
            return
        async with self._database.unit_of_work() as session:
            await DeliveryService(session, self._clock).sent(outgoing)

    def _message(self, outgoing: Outgoing) -> EmailMessage:
        return mail_of(
            outgoing.notification,
            delivery_id=outgoing.delivery_id,
            sender=self._sender,
            address=outgoing.address,
            link=self._link(outgoing.notification.ref_kind, outgoing.notification.ref_id),
            now=self._clock.now(),
        )

    def _link(self, kind: str, ref_id: UUID) -> str | None:
        return None if self._desk_url is None else f"{self._desk_url}/{kind}s/{ref_id}"
