"""Jobs in the worker: by steps that are recorded, in turns, until done or cancelled."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db import Database
from gongkai.errors import Problem, Unavailable
from gongkai.jobs.models import JOBS, Job
from gongkai.time import PlatformClock
from gongkai.work import (
    Claim,
    WorkFailed,
    WorkGoesOn,
    WorkObsolete,
    work_off,
)

_TURN_SECONDS = 30.0
"""After which a job lets others have their turn."""


@dataclass(slots=True)
class JobStep:
    """One step of a job: a transaction that also records how far the job is by it."""

    session: AsyncSession
    job: Job
    progress: dict[str, Any]


@dataclass(slots=True)
class JobRun:
    """A job that this worker has, for one turn."""

    database: Database
    clock: PlatformClock
    claim: Claim[Job]
    progress: dict[str, Any]
    """As the last step recorded it."""
    turn_seconds: float = _TURN_SECONDS
    _began: float = field(default_factory=time.monotonic)

    @property
    def job(self) -> Job:
        """The job as it was claimed."""
        return self.claim.row

    @asynccontextmanager
    async def step(self) -> AsyncIterator[JobStep]:
        """A transaction under the job's lease: what the block writes is recorded together with the
        progress that it sets. Ends the run where the job was cancelled or another worker has it.
        """
        async with self.database.unit_of_work() as session:
            held = await JOBS.due(session, self.clock).hold(self.claim)
            if not held:
                raise WorkObsolete("cancelled")
            (job,) = held
            step = JobStep(session, job, dict(self.progress))
            yield step
            job.progress = step.progress
            job.attempts = 1  # a worker that gets on is not lost, however often it was
            job.lease_until = self.clock.now() + JOBS.terms.lease
        self.progress = step.progress

    def prepared(self) -> None:
        """What every turn must do anew (reading a file) is done: the turn begins now."""
        self._began = time.monotonic()

    def breathe(self) -> None:
        """Between two steps: ends the turn when it has taken long enough."""
        if time.monotonic() - self._began >= self.turn_seconds:
            raise WorkGoesOn


JobWork = Callable[[JobRun], Awaitable[dict[str, Any]]]
"""Does a job from where its progress says, and returns what came of it."""


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job: what its row names, and who does it."""

    code: str
    work: JobWork


async def run_jobs(
    database: Database,
    clock: PlatformClock,
    kinds: Mapping[str, JobWork],
    *,
    turn_seconds: float = _TURN_SECONDS,
) -> int:
    """Work off the jobs that are due, in turns; returns how many turns there were."""

    async def do(claim: Claim[Job]) -> dict[str, Any]:
        work = kinds.get(claim.row.kind)
        if work is None:
            raise WorkFailed("job_kind_unknown", is_final=True)
        run = JobRun(database, clock, claim, dict(claim.row.progress or {}), turn_seconds)
        try:
            return {"result": await work(run)}
        except Problem as problem:  # told to the owner by its code; trying again changes nothing
            if isinstance(problem, Unavailable):
                raise WorkFailed(problem.code) from problem
            raise WorkFailed(problem.code, is_final=True) from problem

    return await work_off(database, clock, JOBS, do)
