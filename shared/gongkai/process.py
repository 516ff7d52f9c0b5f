"""What a process of a service holds, built once from its settings: for API and worker."""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

import httpx
import structlog
from fastapi import FastAPI

from gongkai.auth.machine import TokenSource
from gongkai.auth.principal import Permission
from gongkai.auth.setup import machine_tokens, token_verifier
from gongkai.auth.tokens import TokenVerifier
from gongkai.contracts import Service
from gongkai.crypto.fields import BlindIndex, KeyRing
from gongkai.crypto.keys import parse_key
from gongkai.crypto.signing import Signer
from gongkai.db import Database
from gongkai.feed.client import HttpFeedSource
from gongkai.feed.incoming import FeedConsumer, Subscription
from gongkai.feed.outgoing import feed_loop, rebase
from gongkai.http.cors import Origins
from gongkai.http.health import drain_on_sigterm
from gongkai.http.idempotency_store import purge_idempotency_keys
from gongkai.http.neighbours import Neighbours
from gongkai.http.places import Bounds
from gongkai.observability.logging import configure_logging
from gongkai.observability.metrics import serve_metrics
from gongkai.queue import Doorbell, Loop, WorkerShell
from gongkai.settings import ServiceSettings
from gongkai.time import PlatformClock

Settings = TypeVar("Settings", bound=ServiceSettings)

_PURGE_SECONDS = 600.0
_REBASE_SECONDS = 5.0
_HTTP_SECONDS = 10.0
_GC_THRESHOLDS = (5_000, 10, 100)
"""A round over the young takes five milliseconds, one over those of ten rounds twenty; the whole
is looked through a tenth as often as usual.
"""


@dataclass(frozen=True, slots=True)
class Process(Generic[Settings]):
    """The parts that features are given; none of them is global."""

    service: Service
    settings: Settings
    clock: PlatformClock
    database: Database
    keys: KeyRing
    indexes: BlindIndex
    code_key: bytes
    signer: Signer
    verifier: TokenVerifier
    tokens: TokenSource
    client: httpx.AsyncClient

    @property
    def addresses(self) -> dict[Service, str]:
        """The base address of each service."""
        return {
            Service.REQUESTS: self.settings.requests_url,
            Service.CATALOG: self.settings.catalog_url,
            Service.NOTIFIER: self.settings.notifier_url,
        }

    def feed(self, subscription: Subscription) -> Loop:
        """The loop in which this service's worker reads a producer's feed."""
        producer = subscription.producer
        url = f"{self.addresses[producer].rstrip('/')}/{producer.prefix}/v1/changes"
        source = HttpFeedSource(self.client, url, self.tokens)
        consumer = FeedConsumer(self.database, source, subscription, self.clock)
        return Loop(feed_loop(producer), self.settings.feed_poll_seconds, consumer.pull)


@asynccontextmanager
async def open_process(
    service: Service,
    settings: Settings,
    database_url: str,
    *,
    scopes: Iterable[Permission] = (),
    role: str,
) -> AsyncIterator[Process[Settings]]:
    """Everything a process needs; ``scopes`` are those of its own token for the other services."""
    clock = PlatformClock(settings.clock_offset)
    bell = Doorbell(settings.redis_url.get_secret_value())
    keys = {name: key.get_secret_value() for name, key in settings.field_keys.items()}
    index_key = settings.index_key.get_secret_value()
    database = Database(
        database_url,
        application_name=f"gongkai-{service}-{role}",
        pool_size=settings.database_pool_size,
        bell=bell,
    )
    async with httpx.AsyncClient(timeout=_HTTP_SECONDS, follow_redirects=False) as client:
        try:
            yield Process(
                service=service,
                settings=settings,
                clock=clock,
                database=database,
                keys=KeyRing.parse(keys, settings.active_field_key),
                indexes=BlindIndex.parse(index_key),
                code_key=parse_key(index_key, "index_key"),
                signer=Signer.parse(settings.cursor_key.get_secret_value(), service=service),
                verifier=token_verifier(settings, clock=clock, client=client),
                tokens=machine_tokens(
                    settings, service=service, scopes=scopes, clock=clock, client=client
                ),
                client=client,
            )
        finally:
            await database.dispose()
            await bell.close()


def api_lifespan(
    opened: Callable[[], AbstractAsyncContextManager[Process[Settings]]],
    prepare: Callable[[FastAPI, Process[Settings]], Awaitable[None]] | None = None,
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """The lifespan of an API: puts the process at ``app.state``; ``prepare`` adds the service's."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with opened() as process:
            configure_logging(process.service, process.settings.log_level)
            app.state.process = process
            app.state.database = process.database
            app.state.clock = process.clock
            app.state.key_ring = process.keys
            app.state.indexes = process.indexes
            app.state.signer = process.signer
            app.state.token_verifier = process.verifier
            app.state.neighbours = Neighbours(process.addresses, process.client)
            if prepare is not None:
                await prepare(app, process)
            with drain_on_sigterm(app.state.drain, process.settings.drain_seconds), settled():
                yield

    return lifespan


@contextmanager
def settled() -> Iterator[None]:
    """While a process serves or works: the collector leaves alone what start has made, comes later.

    Half a million objects live as long as the process; looking through them stops everybody.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_GC_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def bounds_of(settings: ServiceSettings) -> Bounds:
    """What an API of these settings takes upon itself: no more work than it has connections for."""
    return Bounds(
        in_hand=settings.requests_in_hand or settings.database_pool_size,
        waiting=settings.requests_waiting,
        idle_seconds=settings.body_idle_seconds,
        body_seconds=settings.body_seconds,
    )


def origins_of(settings: ServiceSettings) -> Origins:
    """Whose pages may call an API of these settings; in development those of this machine too."""
    return Origins(settings.cors_origins, loopback=not settings.is_production)


def run_worker(
    opened: Callable[[], AbstractAsyncContextManager[Process[Settings]]],
    loops: Callable[[Process[Settings]], Sequence[Loop]],
) -> None:
    """Run a worker until it is told to stop: the service's loops and those that every one has."""
    asyncio.run(_work(opened, loops))


async def _work(
    opened: Callable[[], AbstractAsyncContextManager[Process[Settings]]],
    loops: Callable[[Process[Settings]], Sequence[Loop]],
) -> None:
    async with opened() as process:
        settings = process.settings
        configure_logging(process.service, settings.log_level)
        stop_metrics = serve_metrics(settings.worker_metrics_port, settings.worker_metrics_host)

        async def rebase_feed() -> None:
            async with process.database.unit_of_work() as session:
                moved = await rebase(session)
            if moved:
                structlog.get_logger("gongkai.feed").warning(
                    "the feed of a restored database can be read again",
                    action="feed.rebased",
                    rows=moved,
                )

        async def purge() -> None:
            async with process.database.unit_of_work() as session:
                await purge_idempotency_keys(session, process.clock.now())

        every = [
            *loops(process),
            Loop("rebase", _REBASE_SECONDS, rebase_feed),
            Loop("purge", _PURGE_SECONDS, purge),
        ]
        shell = WorkerShell(process.service, settings.redis_url.get_secret_value(), every)
        with settled():
            await shell.run()
        stop_metrics()
