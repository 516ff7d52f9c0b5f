"""One database of one service: its engines, and the sessions that own a transaction.

Return commits, raise rolls back. Nothing inside a feature commits, rolls back or begins. What must
happen after a commit and may be lost (ringing a doorbell) is registered with :func:`after_commit`.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Protocol, cast

from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from gongkai.db.driver import DriverPool, LazySession, Write

AfterCommit = Callable[[], Awaitable[None]]

_HOOKS = "gongkai.after_commit"
_UNDONE = "gongkai.after_rollback"
_BELL = "gongkai.bell"
_log = logging.getLogger(__name__)

# Bounds in milliseconds for every session of the `app` role; a request that needs longer is an
# operational fault (503), never a connection that hangs.
APP_TIMEOUTS = {
    "statement_timeout": "10000",
    "lock_timeout": "5000",
    "transaction_timeout": "30000",
    "idle_in_transaction_session_timeout": "10000",
}


class Bell(Protocol):
    """Wakes workers of other services; see `gongkai.queue.Doorbell`."""

    def is_heard(self, service: str, loop: str) -> bool:
        """Whether a ring under way counts for who would ring now."""

    async def ring(self, service: str, loop: str) -> None:
        """Ask ``service``'s workers to run ``loop`` now; never raises."""


def after_commit(session: AsyncSession, key: str, hook: AfterCommit) -> None:
    """Run ``hook`` once after this session's commit; the same ``key`` registers only once.

    A hook is best effort: it runs outside the transaction and its failure is logged, not raised.
    """
    hooks: dict[str, AfterCommit] = session.info.setdefault(_HOOKS, {})
    hooks.setdefault(key, hook)


def after_rollback(session: AsyncSession, hook: AfterCommit) -> None:
    """Run ``hook`` if this session's work fails: after the rollback, before the error goes on.

    For what must be remembered although the request failed (a refusal, a wrong access code). It
    opens a unit of work of its own; by then this session has given its connection back, so that
    many failures at once cannot wait for one another.
    """
    session.info.setdefault(_UNDONE, []).append(hook)


def ring_after_commit(session: AsyncSession, services: Iterable[str], loop: str) -> None:
    """Wake ``services`` once this session has committed; nothing happens without a bell."""
    bell: Bell | None = session.info.get(_BELL)
    if bell is not None:
        for service in services:
            after_commit(session, f"{service}/{loop}", partial(bell.ring, service, loop))


class Database:
    """Engines and session factories of one database, for one process."""

    def __init__(
        self,
        url: str,
        *,
        application_name: str,
        pool_size: int = 16,
        pool_timeout: float = 5.0,
        bell: Bell | None = None,
    ) -> None:
        self._bell = bell
        connect_args = _options(application_name)
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=pool_timeout,
            pool_pre_ping=False,
            connect_args=connect_args,
        )
        self._sessions = async_sessionmaker(
            self.engine, expire_on_commit=False, autoflush=False, info={_BELL: bell}
        )
        self._read_engine = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._read_sessions = async_sessionmaker(
            self._read_engine, expire_on_commit=False, autoflush=False
        )
        # Busy is not gone: whether the database answers must not be asked through the pool of those
        # who keep it busy.
        self._probe_engine = create_async_engine(
            url,
            pool_size=1,
            max_overflow=0,
            pool_timeout=pool_timeout,
            pool_pre_ping=True,
            isolation_level="AUTOCOMMIT",
            connect_args=connect_args,
        )
        self._driver_pool = DriverPool(
            url,
            size=max(1, pool_size // 2),
            timeout=pool_timeout,
            options=_options(f"{application_name}-driver"),
        )
        self._pending: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def unit_of_work(self) -> AsyncIterator[AsyncSession]:
        """A session whose block is one transaction: leaving commits, an exception rolls back."""
        session = self._sessions()
        try:
            async with session, session.begin():
                yield session
        except Exception:  # what must be remembered is, whatever undid the rest
            for remember in session.info.pop(_UNDONE, []):
                await remember()
            raise
        for hook in session.info.pop(_HOOKS, {}).values():
            self._run_later(hook)

    @asynccontextmanager
    async def read_session(self) -> AsyncIterator[AsyncSession]:
        """A session for plain reads: each statement sees what is committed by then."""
        session = self.lazy_read_session()
        try:
            yield cast("AsyncSession", session)
        finally:
            await session.close()

    def lazy_read_session(self) -> LazySession:
        """The same for who closes it himself; it costs nothing until something is asked of it."""
        return LazySession(self._read_sessions, self._driver_pool)

    async def write_alone(
        self,
        statement: Write,
        parameters: Mapping[str, object],
        rings: Iterable[tuple[str, str]] = (),
    ) -> bool:
        """Run one statement as the whole transaction; returns whether it says that it has written.

        ``rings`` name the services and loops to wake when it has.
        """
        has_written = bool(await self._driver_pool.fetch(statement, parameters))
        bell = self._bell
        if has_written and bell is not None:
            for service, loop in dict.fromkeys(rings):
                if not bell.is_heard(service, loop):
                    self._run_later(partial(bell.ring, service, loop))
        return has_written

    @asynccontextmanager
    async def probe(self) -> AsyncIterator[AsyncConnection]:
        """The connection of the health checks, apart from all others; each statement on its own."""
        async with self._probe_engine.connect() as connection:
            yield connection

    def _run_later(self, hook: AfterCommit) -> None:
        task = asyncio.create_task(_guarded(hook))
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)

    async def dispose(self) -> None:
        """Let the hooks under way end, then close every connection."""
        if self._pending:
            _, late = await asyncio.wait(self._pending, timeout=2)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._driver_pool.close()
        await self.engine.dispose()
        await self._probe_engine.dispose()


def _options(application_name: str) -> dict[str, Any]:
    # Our statements are short: compiling one to machine code takes longer than it saves.
    settings = {**APP_TIMEOUTS, "jit": "off", "application_name": application_name}
    return {"timeout": 5, "server_settings": settings}


async def _guarded(hook: AfterCommit) -> None:
    try:
        await hook()
    except Exception as error:  # noqa: BLE001 - a lost doorbell is found by the poll
        _log.warning("after-commit hook failed", extra={"error": type(error).__name__})
