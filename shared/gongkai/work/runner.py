"""Work off what is due: claim in a short transaction, do, record what became of it.

Nothing outside of our database has a transaction with it: a worker that dies between doing and
recording does the work twice rather than never. What touches only our own tables is done in the
transaction that records it, and so exactly once.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Generic

import structlog
from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db import Database
from gongkai.http.operational import is_operational
from gongkai.time import PlatformClock
from gongkai.work.due import Claim, DueWork, R, Terms

RUN_SECONDS = 30.0
"""After which a run begins no further batch; the next run goes on."""

_log = structlog.get_logger(__name__)


class WorkFailed(Exception):  # noqa: N818 - an outcome, not a defect
    """The work could not be done. `code` is ours and holds no text of another server.

    `is_final` where trying again is pointless.
    """

    def __init__(self, code: str, *, is_final: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.is_final = is_final


class WorkGoesOn(Exception):  # noqa: N818 - an outcome, not a defect
    """A part of the work is done and recorded; the rest waits behind what else is due."""


class WorkObsolete(Exception):  # noqa: N818 - an outcome, not a defect
    """The work is for nothing any more, for the reason `code`; it is withdrawn."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


Outcome = dict[str, Any] | None
"""Further columns of the row (`result`) to write down with its end."""


@dataclass(frozen=True, slots=True)
class WorkTable(Generic[R]):
    """Where a feature's due work stands, and how it is done; `name` is its name in the log.

    `only` leaves some rows of the table: where one kind of work shall not keep another waiting,
    each is worked off by a table, and a loop, of its own.
    """

    name: str
    model: type[R]
    terms: Terms
    only: tuple[ColumnElement[bool], ...] = ()

    def due(
        self, session: AsyncSession, clock: PlatformClock, random: Random | None = None
    ) -> DueWork[R]:
        """The table in a transaction."""
        return DueWork(session, self.model, self.terms, clock, random, self.only)


async def work_off(
    database: Database,
    clock: PlatformClock,
    table: WorkTable[R],
    do: Callable[[Claim[R]], Awaitable[Outcome]],
    *,
    seconds: float = RUN_SECONDS,
) -> int:
    """Do what is due, a batch side by side and outside of any transaction; returns how much.

    `do` may raise WorkFailed, WorkGoesOn and WorkObsolete, and has the lease's time; whatever else
    it raises is a failed attempt too. Raises what the database raises when an outcome is recorded.
    """

    async def attempt(claim: Claim[R]) -> None:
        outcome: Outcome = None
        failure: Exception | None = None
        try:
            async with asyncio.timeout(table.terms.lease.total_seconds()):
                outcome = await do(claim)
        except Exception as error:  # noqa: BLE001 - one piece of work does not keep the others
            failure = error
        await _record(database, clock, table, claim, outcome, failure)

    async def batch(claims: Sequence[Claim[R]]) -> None:
        # All of them end before the first failure counts: what was done is to be recorded.
        for ended in await asyncio.gather(*map(attempt, claims), return_exceptions=True):
            if ended is not None:
                raise ended

    return await _repeat(database, clock, table, batch, seconds)


async def work_off_inside(
    database: Database,
    clock: PlatformClock,
    table: WorkTable[R],
    do: Callable[[AsyncSession, R], Awaitable[Outcome]],
    *,
    seconds: float = RUN_SECONDS,
) -> int:
    """Do what is due one by one, each in the transaction that records it; returns how much.

    For work on our own tables only. Failures count as in `work_off`; an operational one is raised
    at once, for it meets the others too, and the row is free again after its lease.
    """

    async def attempt(session: AsyncSession, claims: Sequence[Claim[R]]) -> None:
        due = table.due(session, clock)
        (claim,) = claims
        for row in await _held(due, table, claims):
            await due.finish(claim, **(await do(session, row) or {}))

    async def batch(claims: Sequence[Claim[R]]) -> None:
        for claim in claims:
            await _inside(database, clock, table, [claim], attempt)

    return await _repeat(database, clock, table, batch, seconds)


async def work_off_together(
    database: Database,
    clock: PlatformClock,
    table: WorkTable[R],
    do: Callable[[AsyncSession, Sequence[R]], Awaitable[None]],
    *,
    seconds: float = RUN_SECONDS,
) -> int:
    """As `work_off_inside`, a batch in one transaction; returns how much.

    A batch that fails is rolled back and done again one by one, so that only what is at fault has
    failed. The batch is bounded by what its transaction may take.
    """

    async def attempt(session: AsyncSession, claims: Sequence[Claim[R]]) -> None:
        due = table.due(session, clock)
        if rows := await _held(due, table, claims):
            await do(session, rows)
            await due.finish_held(rows)

    async def batch(claims: Sequence[Claim[R]]) -> None:
        if claims:
            await _inside(database, clock, table, claims, attempt)

    return await _repeat(database, clock, table, batch, seconds)


async def _inside(
    database: Database,
    clock: PlatformClock,
    table: WorkTable[R],
    claims: Sequence[Claim[R]],
    attempt: Callable[[AsyncSession, Sequence[Claim[R]]], Awaitable[None]],
) -> None:
    try:
        async with database.unit_of_work() as session:
            await attempt(session, claims)
    except Exception as error:  # whatever is wrong with one piece of work, the others are done
        if is_operational(error):
            raise
        if len(claims) == 1:
            await _record(database, clock, table, claims[0], None, error)
            return
        for claim in claims:
            await _inside(database, clock, table, [claim], attempt)


async def _held(due: DueWork[R], table: WorkTable[R], claims: Sequence[Claim[R]]) -> Sequence[R]:
    rows = await due.hold(*claims)
    for lost in {claim.id for claim in claims} - {row.id for row in rows}:
        _log.warning("lease lost", action=f"work.{table.name}", work_id=str(lost))
    return rows


async def _repeat(
    database: Database,
    clock: PlatformClock,
    table: WorkTable[R],
    batch: Callable[[Sequence[Claim[R]]], Awaitable[None]],
    seconds: float,
) -> int:
    done, end = 0, time.monotonic() + seconds
    while True:
        async with database.unit_of_work() as session:
            claims = await table.due(session, clock).claim()
        await batch(claims)
        done += len(claims)
        if len(claims) < table.terms.batch or time.monotonic() >= end:
            return done


async def _record(
    database: Database,
    clock: PlatformClock,
    table: WorkTable[R],
    claim: Claim[R],
    outcome: Outcome,
    failure: Exception | None,
) -> None:
    log = _log.bind(action=f"work.{table.name}", work_id=str(claim.id), attempts=claim.attempts)
    async with database.unit_of_work() as session:
        due = table.due(session, clock)
        if failure is None:
            is_recorded = await due.finish(claim, **(outcome or {}))
        elif isinstance(failure, WorkObsolete):
            is_recorded = await due.drop(claim, failure.code)
        elif isinstance(failure, WorkGoesOn):
            is_recorded = await due.go_on(claim)
        else:
            code, is_final = _told(failure)
            log.warning("work failed", error=code, exc_info=failure if code == DEFECT else None)
            is_recorded = await due.fail(claim, code, is_final=is_final)
    if not is_recorded:
        log.warning("lease lost")


DEFECT = "defect"
"""The error of work that failed in a way that its code did not foresee; the log has the place."""


def _told(failure: Exception) -> tuple[str, bool]:
    if isinstance(failure, WorkFailed):
        return failure.code, failure.is_final
    if isinstance(failure, TimeoutError):
        return "timeout", False
    return ("unavailable", False) if is_operational(failure) else (DEFECT, False)
