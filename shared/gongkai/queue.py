"""The queue as a doorbell: arq wakes a worker's loops, PostgreSQL stays the truth.

A worker is a set of loops; each runs at its own pace and at once when somebody rings. Losing the
whole of Valkey therefore loses nothing and delays by one period. The arq part of a worker is
started again for as long as the worker lives, because arq ends at the first lost connection.
"""

import asyncio
import json
import signal
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import structlog
from arq import Worker, func
from arq.connections import ArqRedis
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError

from gongkai.contracts import Service
from gongkai.http.operational import is_operational
from gongkai.observability import metrics

if TYPE_CHECKING:
    from arq.typing import WorkerCoroutine

_WAKE = "wake"
_RING_TIMEOUT = 1.0
_RING_PAUSE = 0.2
_RING_RETRIES = 3
_RECONNECT_SECONDS = 1.0
_log = structlog.get_logger(__name__)


def queue_name(service: str) -> str:
    """The queue that ``service``'s workers listen to; each queue has exactly one kind of worker."""
    return f"gongkai:{service}"


def _dump(job: dict[str, Any]) -> bytes:
    return json.dumps(job, default=str).encode()


def _load(job: bytes) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(job)
    return loaded


def _client(url: str, **options: Any) -> ArqRedis:  # noqa: ANN401 - arq's own options
    """A client that connects at its first command; what it opened, `aclose` closes.

    arq's `create_pool` connects at once, and leaves the socket open when it is cancelled over it.
    """
    pool = ConnectionPool.from_url(url, socket_connect_timeout=1)
    return ArqRedis(pool, job_serializer=_dump, job_deserializer=_load, **options)


_Bell = tuple[str, str]
"""A service and the loop that its workers run when it rings."""


class Doorbell:
    """Wakes other workers after a commit. Best effort: a lost ring is found by the poll."""

    def __init__(self, redis_url: str) -> None:
        self._url = redis_url
        # One each: closing a client while another ring connects by it would lose that connection.
        self._clients: dict[_Bell, ArqRedis] = {}
        self._ringing: dict[_Bell, bool] = {}

    def is_heard(self, service: str, loop: str) -> bool:
        """Whether the bell still sounds, so that who would ring now is heard with it or after it;
        the busiest write needs no task for that.
        """
        bell = (service, loop)
        if bell not in self._ringing:
            return False
        self._ringing[bell] = True
        return True

    async def ring(self, service: str, loop: str) -> None:
        """Ask ``service``'s workers to run ``loop`` now; gives up after a second.

        Who rings while the same bell still sounds is heard with it, or with one more ring after it.
        """
        if self.is_heard(service, loop):
            return
        bell = (service, loop)
        self._ringing[bell] = True
        retries = _RING_RETRIES
        try:
            while self._ringing[bell]:
                self._ringing[bell] = False
                if not await self._ring(bell) and retries:
                    retries -= 1
                    self._ringing[bell] = True
                await asyncio.sleep(_RING_PAUSE)
        finally:
            del self._ringing[bell]

    async def _ring(self, bell: _Bell) -> bool:
        """Whether the ring was taken; not where the same job is waiting, or just about to end."""
        service, loop = bell
        try:
            async with asyncio.timeout(_RING_TIMEOUT):
                client = self._clients.setdefault(bell, _client(self._url))
                # arq's job ids are shared by all queues, so the id names the service too.
                job = await client.enqueue_job(
                    _WAKE, loop, _job_id=f"{service}:{loop}", _queue_name=queue_name(service)
                )
        except (TimeoutError, OSError, RedisError) as error:
            await self._drop(bell)
            _log.info("doorbell not heard", action="queue.ring", error=type(error).__name__)
            return True
        return job is not None

    async def close(self) -> None:
        """Drop the connections, when nobody rings any more."""
        for bell in list(self._clients):
            await self._drop(bell)

    async def _drop(self, bell: _Bell) -> None:
        client = self._clients.pop(bell, None)
        if client is not None:
            await client.aclose(close_connection_pool=True)


@dataclass
class Loop:
    """Work that a worker repeats: sweep what is due, pull a feed.

    ``run`` must be safe to repeat and to run in several workers at once. ``period`` in seconds.
    """

    name: str
    period: float
    run: Callable[[], Awaitable[None]]
    rung: asyncio.Event = field(default_factory=asyncio.Event)


class WorkerShell:
    """One worker process: its loops, its arq consumer, its orderly end."""

    def __init__(self, service: Service, redis_url: str, loops: Sequence[Loop]) -> None:
        self._service = service
        self._url = redis_url
        self._loops = {loop.name: loop for loop in loops}
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Work until SIGTERM or SIGINT; what is under way then ends first."""
        running = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            running.add_signal_handler(number, self.stop)
        async with asyncio.TaskGroup() as group:
            for loop in self._loops.values():
                group.create_task(self._repeat(loop), name=loop.name)
            group.create_task(self._listen(), name="arq")

    def stop(self) -> None:
        """End after the work under way."""
        self._stopping.set()
        for loop in self._loops.values():
            loop.rung.set()

    async def _repeat(self, loop: Loop) -> None:
        while not self._stopping.is_set():
            loop.rung.clear()
            try:
                await loop.run()
                metrics.loop_ran(loop.name, succeeded=True)
            except Exception as error:  # noqa: BLE001 - a loop outlives every fault of one run
                metrics.loop_ran(loop.name, succeeded=False)
                _log.warning(
                    "loop failed",
                    action=f"loop.{loop.name}",
                    error=type(error.__cause__ or error).__name__,
                    exc_info=not is_operational(error),
                )
            try:
                async with asyncio.timeout(loop.period):
                    await loop.rung.wait()
            except TimeoutError:
                continue

    async def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                await self._consume()
            except (OSError, RedisError, TimeoutError) as error:
                _log.warning("queue lost", action="queue.listen", error=type(error).__name__)
            try:
                async with asyncio.timeout(_RECONNECT_SECONDS):
                    await self._stopping.wait()
            except TimeoutError:
                continue

    async def _consume(self) -> None:
        async def wake(_: dict[Any, Any], name: str) -> None:
            if name in self._loops:
                self._loops[name].rung.set()

        pool = _client(self._url, default_queue_name=queue_name(self._service))
        worker = Worker(
            functions=[
                func(
                    cast("WorkerCoroutine", wake),
                    name=_WAKE,  # arq would take the qualified name of an inner function
                    keep_result=0,
                    timeout=5,
                    max_tries=1,
                )
            ],
            redis_pool=pool,
            queue_name=queue_name(self._service),
            job_serializer=_dump,
            job_deserializer=_load,
            poll_delay=0.05,
            job_timeout=5,
            keep_result=0,
            handle_signals=False,
        )
        task = asyncio.create_task(worker.async_run())
        stopping = asyncio.create_task(self._stopping.wait())
        await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not task.done():
            task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            pass
        finally:
            # arq's own close fails on a lost connection and leaves the sockets open.
            await asyncio.gather(*worker.tasks.values(), return_exceptions=True)
            await pool.aclose(close_connection_pool=True)
