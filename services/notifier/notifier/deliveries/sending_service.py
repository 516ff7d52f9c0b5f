"""Send what is due by one channel: claimed under a lease, sent outside of any transaction.

No channel has a transaction with our database: a worker that dies between sending and recording
sends a message twice (with the same id) rather than never.
"""

from dataclasses import dataclass
from typing import Generic

from gongkai.crypto.fields import DecryptionFailed, KeyRing
from gongkai.db import Database
from gongkai.reference.organs import organ_names
from gongkai.time import PlatformClock
from gongkai.work import Claim, WorkFailed, WorkObsolete, work_off
from notifier.applicants.contacts import Contacts, Wanted
from notifier.channels.addresses import ChannelCode
from notifier.channels.channel import Channel, OutgoingWords, R
from notifier.deliveries.models import OutgoingMessage, by_channel
from notifier.deliveries.repository import DeliveryRepository
from notifier.messages.models import Cause, Notification
from notifier.messages.template import Brought, Words
from notifier.messages.templates import APPLICANT_TEMPLATES, words_of
from notifier.people.personal import read_address
from notifier.people.repository import PersonRepository


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Addresses that messages name: where officials work, and where applicants follow theirs."""

    desk_url: str | None = None
    applicant_url: str | None = None


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
        contacts: Contacts,
        places: Places,
    ) -> None:
        self._database = database
        self._clock = clock
        self._keys = keys
        self._code = code
        self._channel = channel
        self._contacts = contacts
        self._places = places

    async def run(self) -> int:
        """Send what is due; returns how many were tried."""
        return await work_off(self._database, self._clock, by_channel(self._code), self._send)

    async def _send(self, claim: Claim[OutgoingMessage]) -> None:
        rendered = await self._rendered(claim.row)
        try:
            await self._channel.send(rendered)
        except Exception as error:  # only the channel knows what its client raises
            failed = self._channel.classify(error)
            if failed is None:
                raise
            raise WorkFailed(failed.code, is_final=failed.is_final) from None

    async def _rendered(self, outgoing: OutgoingMessage) -> R:
        """The message for its recipient, in the channel's own form."""
        async with self._database.read_session() as session:
            notification = await DeliveryRepository(session).notification_of(outgoing)
        if notification.cause_kind is Cause.APPLICANT_MESSAGE:
            words, address = await self._for_applicant(outgoing, notification)
        else:
            words, address = await self._for_person(notification)
        outgoing_words = OutgoingWords(
            id=outgoing.id,
            title=words.title,
            lines=words.lines,
            is_urgent=notification.is_urgent,
            at=self._clock.now(),
        )
        return self._channel.render(outgoing_words, address)

    async def _for_person(self, notification: Notification) -> tuple[Words, str]:
        """Words and address for a person, who must still work in the organ that it is about."""
        async with self._database.read_session() as session:
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
            desk_url=self._places.desk_url,
        )
        return words, address

    async def _for_applicant(
        self, outgoing: OutgoingMessage, notification: Notification
    ) -> tuple[Words, str]:
        """Words and address for an applicant: asked for now, and nowhere kept."""
        template = APPLICANT_TEMPLATES[notification.template]
        facts = template.read(notification.facts)
        async with self._database.read_session() as session:
            names = await organ_names(session, [notification.organ_id])
        disclosed = await self._contacts.disclose(
            Wanted(
                case_id=facts.case_id,
                channel=self._code,
                delivery_id=outgoing.id,
                message_id=facts.message_id,
            )
        )
        brought = Brought(
            access_code=disclosed.access_code,
            organ_name=names.get(notification.organ_id),
            applicant_url=self._places.applicant_url,
            at=self._clock.now(),
        )
        return template.words(facts, brought), disclosed.address
