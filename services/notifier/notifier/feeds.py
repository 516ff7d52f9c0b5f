"""What notifier takes from the feeds of the other services."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.contracts import (
    CalendarNoticeChanged,
    DeadlineCleared,
    DeadlineSet,
    OrganChanged,
    Service,
)
from gongkai.feed.incoming import Delivery, Subscription
from gongkai.reference.notices import CalendarSource, apply_notice, drop_unknown_notices
from gongkai.reference.organs import apply_organ, drop_unknown_organs
from gongkai.time import PlatformClock
from notifier.deadlines.service import Change, DeadlineService
from notifier.policies.policy import default_policy
from notifier.reminders.service import ReminderService

CATALOG = Subscription(
    producer=Service.CATALOG,
    handlers={
        OrganChanged.TYPE: apply_organ,
        CalendarNoticeChanged.TYPE: apply_notice,
    },
    resynced=(drop_unknown_organs, drop_unknown_notices),
)
"""Reference data: organs and calendar notices."""


class DeadlineFeed:
    """Handlers of requests-api's deadlines: projection and reminders in one transaction."""

    def __init__(self, clock: PlatformClock, calendars: CalendarSource) -> None:
        self._clock = clock
        self._calendars = calendars

    def subscription(self) -> Subscription:
        """What notifier takes from requests-api."""
        return Subscription(
            producer=Service.REQUESTS,
            handlers={
                DeadlineSet.TYPE: self.on_set,
                DeadlineCleared.TYPE: self.on_cleared,
            },
            resynced=(self.on_resynced,),
        )

    async def on_set(self, session: AsyncSession, delivery: Delivery) -> None:
        """A deadline runs, or changed."""
        payload = DeadlineSet.model_validate(delivery.event.data)
        change = await DeadlineService(session, self._clock).set(
            payload, delivery.event.revision, delivery.epoch
        )
        await self._follow(session, change, delivery.event.time)

    async def on_cleared(self, session: AsyncSession, delivery: Delivery) -> None:
        """A deadline ceased."""
        payload = DeadlineCleared.model_validate(delivery.event.data)
        change = await DeadlineService(session, self._clock).clear(
            payload, delivery.event.revision, delivery.epoch
        )
        await self._follow(session, change, delivery.event.time)

    async def on_resynced(self, session: AsyncSession, epoch: str) -> None:
        """Requests-api's history is another one: what it does not know has ceased."""
        service = DeadlineService(session, self._clock)
        forgotten = await service.forget_others(Service.REQUESTS, epoch)
        await (await self._reminders(session)).withdraw(forgotten)

    async def _follow(
        self, session: AsyncSession, change: Change | None, occurred_at: datetime
    ) -> None:
        if change is not None:
            await session.flush()
            await (await self._reminders(session)).follow(change, occurred_at)
            await session.flush()

    async def _reminders(self, session: AsyncSession) -> ReminderService:
        calendar = await self._calendars.current(session)
        return ReminderService(session, self._clock, default_policy(), calendar)
