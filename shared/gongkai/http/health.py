"""Whether a process lives, and whether it should get requests.

`/health/live` depends on nothing. `/health/ready` is 503 while something required fails or the
process drains; what is not required is reported and leaves it ready, degraded. Neither waits for
what requests wait for: a place, or a connection of the pool. The gateway routes neither of them nor
`/metrics`.
"""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from fastapi import FastAPI
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from starlette.datastructures import State
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

CHECK_SECONDS = 2.0
"""How long one check may take."""

Probe = Callable[[State], Awaitable[None]]
"""Looks at one thing by way of `app.state`; raises where it is not as it should be."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that readiness looks at."""

    name: str
    probe: Probe
    is_required: bool = True


class Drain:
    """Whether this process is about to end: it still answers, but wants no further requests."""

    def __init__(self) -> None:
        self.is_begun = False

    def start(self) -> None:
        """From now on `/health/ready` is 503."""
        self.is_begun = True


@contextmanager
def drain_on_sigterm(drain: Drain, seconds: float) -> Iterator[None]:
    """SIGTERM first turns readiness off; the server hears of it ``seconds`` later.

    So a gateway that looks at `/health/ready` sends nothing more before the listener closes. Where
    no server waits for the signal (a test's process) nothing is done.
    """
    server = signal.getsignal(signal.SIGTERM)
    if not callable(server):
        yield
        return
    loop = asyncio.get_running_loop()

    def begin(number: int, frame: FrameType | None) -> None:
        drain.start()
        loop.call_soon_threadsafe(loop.call_later, seconds, server, number, frame)

    signal.signal(signal.SIGTERM, begin)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, server)


def database_check() -> Check:
    """`app.state.database` answers, however busy this process keeps it."""

    async def probe(state: State) -> None:
        async with state.database.probe() as connection:
            await connection.execute(text("SELECT 1"))

    return Check("database", probe)


def migrations_check(needed: str) -> Check:
    """The database of `app.state.database` is at least at the revision that this code needs.

    Revision ids are timestamps, so that they compare as text. A newer database is as it should be:
    migrations run before the release that needs them, beside instances of the one before.
    """

    async def probe(state: State) -> None:
        async with state.database.probe() as connection:
            found = await connection.scalar(text("SELECT version_num FROM alembic_version"))
        if found is None or found < needed:
            raise LookupError(f"database is at {found}, code needs {needed}")

    return Check("migrations", probe)


def install(app: FastAPI, checks: Sequence[Check]) -> None:
    """Serve `/health/live`, `/health/ready` and `/metrics`; puts a `Drain` at `app.state.drain`."""
    app.state.drain = Drain()

    async def live(_request: Request) -> Response:
        return JSONResponse({"status": "live"})

    async def ready(request: Request) -> Response:
        state = request.app.state
        results = await asyncio.gather(*(_holds(check, state) for check in checks))
        outcome = dict(zip((check.name for check in checks), results, strict=True))
        is_ready = not state.drain.is_begun and all(
            outcome[check.name] for check in checks if check.is_required
        )
        status = "draining" if state.drain.is_begun else "ready" if is_ready else "not_ready"
        if is_ready and not all(results):
            status = "degraded"
        words = {name: "ok" if holds else "failed" for name, holds in outcome.items()}
        return JSONResponse(
            {"status": status, "checks": words}, status_code=200 if is_ready else 503
        )

    async def metrics(_request: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    app.add_route("/health/live", live, include_in_schema=False)
    app.add_route("/health/ready", ready, include_in_schema=False)
    app.add_route("/metrics", metrics, include_in_schema=False)


async def _holds(check: Check, state: State) -> bool:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            await check.probe(state)
    except Exception:  # noqa: BLE001 - whatever a probe raises means that the thing is not well
        return False
    return True
