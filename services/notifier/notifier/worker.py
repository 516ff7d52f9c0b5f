"""The worker of notifier: `python -m notifier.worker`.

It reads the feeds, sends what is due and delivers it. Each part finds its work in PostgreSQL, so
any number of workers may run and any of them may die.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from prometheus_client import Gauge

from gongkai.contracts import Service
from gongkai.observability import metrics
from gongkai.process import Process, run_worker
from gongkai.queue import Loop
from notifier.applicants.client import HttpContacts
from notifier.channels.addresses import ChannelCode
from notifier.channels.settings import open_channels
from notifier.deliveries.losses_service import tell_of_losses
from notifier.deliveries.models import by_channel
from notifier.deliveries.sending_service import Places, Sender
from notifier.feeds import DeadlineFeed
from notifier.people.service import tell_of_people
from notifier.policies.reading import BasisSource
from notifier.process import opened
from notifier.reminders.repository import ReminderRepository
from notifier.reminders.service import ReminderService
from notifier.reminders.sweep_service import Sweep
from notifier.settings import NotifierSettings, get_settings

SWEEP_SECONDS = 5.0
DELIVER_SECONDS = 5.0
FIGURES_SECONDS = 15.0
PEOPLE_SECONDS = 60.0
PEOPLE_BATCH = 200
LOSSES_SECONDS = 15.0
LOSSES_BATCH = 100
REPLAN_BATCH = 200
PATIENCE = 20
"""Readings of the feed that fail before a worker sends without one: a minute, as a rule."""

UNADDRESSED = Gauge(
    "gongkai_unaddressed_reminders", "Reminders that wait because nobody is there to be told."
)


class NotifierLoops:
    """The loops of one worker, each of which wakes the one that follows from it."""

    def __init__(self, process: Process[NotifierSettings]) -> None:
        self._process = process
        self._database = process.database
        self._clock = process.clock
        self._bases = BasisSource()
        self._patience = dict.fromkeys((Service.REQUESTS, Service.CATALOG), PATIENCE)
        settings = process.settings
        contacts = HttpContacts(process.client, settings.requests_url, process.tokens)
        places = Places(desk_url=settings.desk_url, applicant_url=settings.applicant_url)
        self._senders = {
            code: Sender(
                process.database,
                process.clock,
                process.keys,
                code,
                channel,
                contacts=contacts,
                places=places,
            )
            for code, channel in open_channels(settings).items()
        }

    def all(self) -> Sequence[Loop]:
        """Every loop of the worker."""
        deliver = [self._delivering(code, sender) for code, sender in self._senders.items()]
        sweep = Loop("sweep", SWEEP_SECONDS, _then(self.sweep, *deliver))
        replan = Loop("replan", SWEEP_SECONDS, _then(self.replan, sweep))
        deadlines = DeadlineFeed(self._clock, self._bases)
        requests = self._process.feed(deadlines.requests())
        catalog = self._process.feed(deadlines.catalog())
        return (
            self._listening(Service.REQUESTS, requests, sweep),
            self._listening(Service.CATALOG, catalog, replan),
            replan,
            sweep,
            *deliver,
            Loop("people", PEOPLE_SECONDS, self.tell_of_people),
            Loop("losses", LOSSES_SECONDS, self.tell_of_losses),
            Loop("figures", FIGURES_SECONDS, self.figures),
        )

    def _listening(self, producer: Service, feed: Loop, following: Loop) -> Loop:
        """The loop of a feed, which also tells `may_send` whether it was read."""

        async def listen() -> None:
            try:
                await feed.run()
            except Exception:  # counted whatever it is, and told by the loop
                self._patience[producer] = max(0, self._patience[producer] - 1)
                raise
            self._patience[producer] = 0

        return Loop(feed.name, feed.period, _then(listen, following))

    @property
    def may_send(self) -> bool:
        """Whether this worker has read each feed of deadlines once since it started.

        After a downtime nothing is sent before: what was met or moved meanwhile is withdrawn
        instead. Where the producer does not answer for long, what is known here is sent.
        """
        return not any(self._patience.values())

    def _delivering(self, code: ChannelCode, sender: Sender[Any]) -> Loop:
        """The loop of one channel, so that a slow one delays no other."""

        async def deliver() -> None:
            if self.may_send:
                await sender.run()

        return Loop(f"deliver_{code}", DELIVER_SECONDS, deliver)

    async def sweep(self) -> None:
        """Send every reminder whose time has come, a batch in each transaction."""
        changed = int(self.may_send)
        while changed:
            async with self._database.unit_of_work() as session:
                basis = await self._bases.current(session, self._clock)
                changed = await Sweep(session, self._clock, basis).run()

    async def replan(self) -> None:
        """Bring reminders in line with calendar and policies, a batch in each transaction."""
        found = 1
        while found:
            async with self._database.unit_of_work() as session:
                basis = await self._bases.current(session, self._clock)
                found = await ReminderService(session, self._clock, basis).replan(REPLAN_BATCH)

    async def tell_of_people(self) -> None:
        """Tell the other services of people who were entered before any release did."""
        found = 1
        while found:
            async with self._database.unit_of_work() as session:
                found = await tell_of_people(session, self._process.keys, PEOPLE_BATCH)

    async def tell_of_losses(self) -> None:
        """Tell requests-api of messages to applicants that were given up."""
        found = 1
        while found:
            async with self._database.unit_of_work() as session:
                found = await tell_of_losses(session, LOSSES_BATCH)

    async def figures(self) -> None:
        """Measure what an operator watches: the oldest due row, and mails that were given up."""
        async with self._database.read_session() as session:
            reminders = ReminderRepository(session)
            self._measure("reminders", await reminders.oldest_due(self._clock.now()))
            UNADDRESSED.set(await reminders.count_unaddressed())
            for code in self._senders:
                work = by_channel(code).due(session, self._clock)
                self._measure(f"deliveries.{code}", await work.oldest_due())
                metrics.dead_letters(code, await work.count_dead())

    def _measure(self, work: str, oldest: datetime | None) -> None:
        waited = 0.0 if oldest is None else (self._clock.now() - oldest).total_seconds()
        metrics.oldest_due(work, waited)


def _then(run: Callable[[], Awaitable[None]], *following: Loop) -> Callable[[], Awaitable[None]]:
    """Run, and wake `following` whether or not all of it worked: what is committed is work."""

    async def both() -> None:
        try:
            await run()
        finally:
            for loop in following:
                loop.rung.set()

    return both


def main() -> None:
    """Work until told to stop."""
    settings = get_settings()
    run_worker(
        lambda: opened(settings, role="worker"), lambda process: NotifierLoops(process).all()
    )


if __name__ == "__main__":
    main()
