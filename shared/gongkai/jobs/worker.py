"""The loops of a worker that works off jobs."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select

from gongkai.db import Database
from gongkai.files import Files
from gongkai.files.models import StoredFile
from gongkai.jobs.models import Job
from gongkai.jobs.running import JobKind, run_jobs
from gongkai.jobs.service import LOOP
from gongkai.queue import Loop
from gongkai.time import PlatformClock
from gongkai.work import WorkState

RESULT_KEPT = timedelta(hours=24)
"""How long the file is kept that a job made."""
ROW_KEPT = timedelta(days=30)
"""How long is told what came of a job."""
_LOOP_SECONDS = 5.0
_FORGET_SECONDS = 60.0
_FORGOTTEN_AT_ONCE = 100


def job_loops(
    database: Database, clock: PlatformClock, files: Files, kinds: Sequence[JobKind]
) -> Sequence[Loop]:
    """What the worker of a service that has jobs repeats."""
    by_code = {kind.code: kind.work for kind in kinds}

    async def run() -> None:
        await run_jobs(database, clock, by_code)

    async def forget() -> None:
        await forget_jobs(database, clock, files)

    return [Loop(LOOP, _LOOP_SECONDS, run), Loop("jobs.forget", _FORGET_SECONDS, forget)]


async def forget_jobs(database: Database, clock: PlatformClock, files: Files) -> None:
    """Remove what a job read when nobody can want it again, what it made after a day, and its row
    after a month.
    """
    now = clock.now()
    async with database.unit_of_work() as session:
        ended = Job.state.not_in([WorkState.PENDING, WorkState.DEAD])
        has_file = (ended & Job.file_id.is_not(None)) | (
            Job.result_file_id.is_not(None) & (Job.closed_at <= now - RESULT_KEPT)
        )
        is_old = ended & (Job.closed_at <= now - ROW_KEPT)
        statement = (
            select(Job)
            .where(Job.closed_at.is_not(None), has_file | is_old)
            .limit(_FORGOTTEN_AT_ONCE)
            .with_for_update(skip_locked=True)
        )
        for job in (await session.scalars(statement)).all():
            gone = [job.file_id]
            job.file_id = None
            if job.closed_at is not None and job.closed_at <= now - RESULT_KEPT:
                gone.append(job.result_file_id)
                job.result_file_id = None
            if job.closed_at is not None and job.closed_at <= now - ROW_KEPT:
                await session.delete(job)
            await session.flush()
            for file_id in gone:
                if file_id is not None:
                    await files.remove_later(session, file_id)
                    await session.execute(delete(StoredFile).where(StoredFile.id == file_id))
