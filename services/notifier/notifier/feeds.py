"""What notifier takes from the feeds of the other services."""

from datetime import datetime
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.contracts import (
    ApplicantMessageDue,
    CalendarNoticeChanged,
    CatalogDeadlineCleared,
    CatalogDeadlineSet,
    DeadlineCleared,
    DeadlineSet,
    OrganChanged,
    RequestsDeadlineCleared,
    RequestsDeadlineSet,
    Service,
)
from gongkai.envelope import Event
from gongkai.feed.incoming import Delivery, Resynced, Subscription
from gongkai.reference.notices import apply_notice, drop_unknown_notices
from gongkai.reference.organs import apply_organ, drop_unknown_organs
from gongkai.time import PlatformClock
from notifier.channels.addresses import ChannelCode
from notifier.deadlines.service import Change, DeadlineService
from notifier.deliveries.service import Telling, tell
from notifier.messages.models import APPLICANT, Cause
from notifier.messages.templates import APPLICANT_TEMPLATES
from notifier.policies.reading import BasisSource
from notifier.reminders.service import ReminderService

Shape = TypeVar("Shape", DeadlineSet, DeadlineCleared, ApplicantMessageDue)


class DeadlineFeed:
    """Handlers of every producer's deadlines: projection and reminders in one transaction."""

    def __init__(self, clock: PlatformClock, bases: BasisSource) -> None:
        self._clock = clock
        self._bases = bases

    def requests(self) -> Subscription:
        """What notifier takes from requests-api: the deadlines of its files, and what is to be told
        to applicants.
        """
        return Subscription(
            producer=Service.REQUESTS,
            handlers={
                RequestsDeadlineSet.TYPE: self.on_set,
                RequestsDeadlineCleared.TYPE: self.on_cleared,
                ApplicantMessageDue.TYPE: self.on_message_due,
            },
            resynced=(self.resynced(Service.REQUESTS),),
        )

    def catalog(self) -> Subscription:
        """What notifier takes from catalog-api: organs, calendar notices, deadlines of duties."""
        return Subscription(
            producer=Service.CATALOG,
            handlers={
                OrganChanged.TYPE: apply_organ,
                CalendarNoticeChanged.TYPE: apply_notice,
                CatalogDeadlineSet.TYPE: self.on_set,
                CatalogDeadlineCleared.TYPE: self.on_cleared,
            },
            resynced=(drop_unknown_organs, drop_unknown_notices, self.resynced(Service.CATALOG)),
        )

    async def on_set(self, session: AsyncSession, delivery: Delivery) -> None:
        """A deadline runs, or changed."""
        event = delivery.event
        change = await DeadlineService(session, self._clock).set(
            _payload(event, DeadlineSet), event.revision, delivery.epoch
        )
        await self._follow(session, change, event.time)

    async def on_cleared(self, session: AsyncSession, delivery: Delivery) -> None:
        """A deadline ceased."""
        event = delivery.event
        change = await DeadlineService(session, self._clock).clear(
            _payload(event, DeadlineCleared), event.revision, delivery.epoch
        )
        await self._follow(session, change, event.time)

    async def on_message_due(self, session: AsyncSession, delivery: Delivery) -> None:
        """An applicant is to be told something; once for each message, however often it is read.

        Raises KeyError or ValueError for a kind or channel that this release does not know: the
        event waits among the dead letters for one that does.
        """
        due = _payload(delivery.event, ApplicantMessageDue)
        template = APPLICANT_TEMPLATES[due.kind]
        said = Telling(
            cause_kind=Cause.APPLICANT_MESSAGE,
            cause_id=due.message_id,
            template=template,
            facts=template.facts.model_validate(due.model_dump()),
            organ_id=due.organ_id,
            is_urgent=False,
            subject=APPLICANT,
            channels=frozenset({ChannelCode(due.channel)}),
            not_before=due.send_at,
        )
        await tell(session, self._clock, [said])

    def resynced(self, producer: Service) -> Resynced:
        """The producer's history is another one: what it does not know has ceased."""

        async def forget(session: AsyncSession, epoch: str) -> None:
            service = DeadlineService(session, self._clock)
            forgotten = await service.forget_others(producer, epoch)
            await (await self._reminders(session)).withdraw(forgotten)

        return forget

    async def _follow(
        self, session: AsyncSession, change: Change | None, occurred_at: datetime
    ) -> None:
        if change is not None:
            await session.flush()
            await (await self._reminders(session)).follow(change, occurred_at)
            await session.flush()

    async def _reminders(self, session: AsyncSession) -> ReminderService:
        basis = await self._bases.current(session, self._clock)
        return ReminderService(session, self._clock, basis)


def _payload(event: Event, shape: type[Shape]) -> Shape:
    """The data as its producer's type, which has the shape that its handler stands for."""
    payload = event.payload()
    if not isinstance(payload, shape):
        raise TypeError(f"{event.type} is no {shape.__name__}")
    return payload
