"""Send what is due by one channel: claimed under a lease, sent outside of any transaction.

No channel has a transaction with our database: a worker that dies between sending and recording
sends a message twice (with the same id) rather than never.
"""

from typing import Generic

from gongkai.crypto.fields import DecryptionFailed, KeyRing
from gongkai.db import Database
from gongkai.time import PlatformClock
from gongkai.work import Claim, WorkFailed, WorkObsolete, work_off
from notifier.channels.addresses import ChannelCode
from notifier.channels.channel import Channel, OutgoingWords, R
from notifier.deliveries.models import OutgoingMessage, by_channel
from notifier.deliveries.repository import DeliveryRepository
from notifier.messages.templates import words_of
from notifier.people.personal import read_address
from notifier.people.repository import PersonRepository


class Sender(Generic[R]):
    """Sends what is due by one channel, for one worker."""

    def __init__(
        self,
        database: Database,
        clock: PlatformClock,
        keys: KeyRing,
        code: ChannelCode,
        channel: Channel[R],
        *,
        desk_url: str | None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._keys = keys
        self._code = code
        self._channel = channel
        self._desk_url = desk_url

    async def run(self) -> int:
        """Send what is due; returns how many were tried."""
        return await work_off(self._database, self._clock, by_channel(self._code), self._send)

    async def _send(self, claim: Claim[OutgoingMessage]) -> None:
        rendered = await self._rendered(claim.row)
        try:
            await self._channel.send(rendered)
        except Exception as error:
            failed = self._channel.classify(error)
            if failed is None:
                raise
            raise WorkFailed(failed.code, is_final=failed.is_final) from None

    async def _rendered(self, outgoing: OutgoingMessage) -> R:
        """The message for its recipient, who must still work in the organ that it is about."""
        async with self._database.read_session() as session:
            notification = await DeliveryRepository(session).notification_of(outgoing)
            person = await PersonRepository(session).reached(
                notification.subject, notification.organ_id, self._code
            )
        if person is None:
            raise WorkObsolete("no_address")
        try:
            address = read_address(person, self._keys)
        except DecryptionFailed:
            raise WorkFailed("address_undecryptable", is_final=True) from None
        words = words_of(
            notification.template,
            notification.facts,
            is_urgent=notification.is_urgent,
            desk_url=self._desk_url,
        )
        outgoing_words = OutgoingWords(
            id=outgoing.id,
            title=words.title,
            lines=words.lines,
            is_urgent=notification.is_urgent,
            at=self._clock.now(),
        )
        return self._channel.render(outgoing_words, address)
