"""The worker of notifier: `python -m notifier.worker`.

It reads the feeds, sends what is due and delivers it. Each part finds its work in PostgreSQL, so
any number of workers may run and any of them may die.
"""

from collections.abc import Awaitable, Callable, Sequence

from prometheus_client import Gauge

from gongkai.contracts import Service
from gongkai.observability import metrics
from gongkai.process import Process, run_worker
from gongkai.queue import Loop
from gongkai.reference.notices import CalendarSource
from notifier.clients.smtp import SmtpMailer
from notifier.deliveries.repository import DeliveryRepository
from notifier.deliveries.sender import Sender
from notifier.feeds import DeadlineFeed
from notifier.policies.policy import default_policy
from notifier.process import opened
from notifier.reminders.repository import ReminderRepository
from notifier.reminders.service import ReminderService
from notifier.reminders.sweep import Sweep
from notifier.settings import NotifierSettings, get_settings

SWEEP_SECONDS = 5.0
DELIVER_SECONDS = 5.0
FIGURES_SECONDS = 15.0
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
        self._calendars = CalendarSource()
        self._patience = dict.fromkeys((Service.REQUESTS, Service.CATALOG), PATIENCE)
        settings = process.settings
        password = settings.smtp_password
        self._sender = Sender(
            process.database,
            process.clock,
            process.keys,
            SmtpMailer(
                host=settings.smtp_host,
                port=settings.smtp_port,
                security=settings.smtp_protection,
                user=settings.smtp_user,
                password=None if password is None else password.get_secret_value(),
                timeout=settings.smtp_timeout_seconds,
            ),
            sender=settings.sender,
            desk_url=settings.desk_url,
        )

    def all(self) -> Sequence[Loop]:
        """Every loop of the worker."""
        deliver = Loop("deliver", DELIVER_SECONDS, self.deliver)
        sweep = Loop("sweep", SWEEP_SECONDS, _then(self.sweep, deliver))
        replan = Loop("replan", SWEEP_SECONDS, _then(self.replan, sweep))
        deadlines = DeadlineFeed(self._clock, self._calendars)
        requests = self._process.feed(deadlines.requests())
        catalog = self._process.feed(deadlines.catalog())
        return (
            self._listening(Service.REQUESTS, requests, sweep),
            self._listening(Service.CATALOG, catalog, replan),
            replan,
            sweep,
            deliver,
            Loop("figures", FIGURES_SECONDS, self.figures),
        )

    def _listening(self, producer: Service, feed: Loop, following: Loop) -> Loop:
        """The loop of a feed, which also tells `may_send` whether it was read."""

        async def listen() -> None:
            try:
                await feed.run()
            except Exception:
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

    async def deliver(self) -> None:
        """Send the mails that are due."""
        if self.may_send:
            await self._sender.run()

    async def sweep(self) -> None:
        """Send every reminder whose time has come, a batch in each transaction."""
        found = int(self.may_send)
        while found:
            async with self._database.unit_of_work() as session:
                calendar = await self._calendars.current(session)
                found = await Sweep(session, self._clock, calendar).run()

    async def replan(self) -> None:
        """Bring reminders in line with the present calendar, a batch in each transaction."""
        found = 1
        while found:
            async with self._database.unit_of_work() as session:
                calendar = await self._calendars.current(session)
                service = ReminderService(session, self._clock, default_policy(), calendar)
                found = await service.replan(REPLAN_BATCH)

    async def figures(self) -> None:
        """Measure what an operator watches: the oldest due row, and mails that were given up."""
        now = self._clock.now()
        async with self._database.read_session() as session:
            reminders, deliveries = ReminderRepository(session), DeliveryRepository(session)
            for work, oldest in (
                ("reminders", await reminders.oldest_due(now)),
                ("deliveries", await deliveries.oldest_due(now)),
            ):
                metrics.oldest_due(work, 0.0 if oldest is None else (now - oldest).total_seconds())
            metrics.dead_letters("smtp", await deliveries.count_dead())
            UNADDRESSED.set(await reminders.count_unaddressed())


def _then(run: Callable[[], Awaitable[None]], following: Loop) -> Callable[[], Awaitable[None]]:
    """Run, and wake `following` whether or not all of it worked: what is committed is work."""

    async def both() -> None:
        try:
            await run()
        finally:
            following.rung.set()

    return both


def main() -> None:
    """Work until told to stop."""
    settings = get_settings()
    run_worker(
        lambda: opened(settings, role="worker"), lambda process: NotifierLoops(process).all()
    )


if __name__ == "__main__":
    main()
