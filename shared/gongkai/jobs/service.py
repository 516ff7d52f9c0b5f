"""Jobs of one caller: started, asked for, cancelled."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.db import new_id
from gongkai.db.database import ring_after_commit
from gongkai.files.models import StoredFile
from gongkai.jobs.errors import JobFileExpired, JobHasNoFile, JobNotFound
from gongkai.jobs.models import JOBS, Job
from gongkai.time import PlatformClock
from gongkai.work import WorkState

LOOP = "jobs"
"""The worker's loop."""


class Jobs:
    """The jobs of one caller, in one session."""

    def __init__(self, session: AsyncSession, clock: PlatformClock, caller: Principal) -> None:
        self._session = session
        self._clock = clock
        self._caller = caller

    async def start(
        self,
        kind: str,
        arguments: Mapping[str, Any],
        *,
        service: str,
        of: int = 0,
        file_id: UUID | None = None,
        job_id: UUID | None = None,
    ) -> UUID:
        """Have the worker of ``service`` do it; ``arguments`` are ids and codes."""
        job_id, caller = job_id or new_id(), self._caller
        row = {
            "id": job_id,
            "kind": kind,
            "issuer": caller.issuer,
            "owner": caller.actor,
            "organ_id": caller.organ_id,
            "arguments": dict(arguments),
            "file_id": file_id,
            "progress": {"done": 0, "of": of},
        }
        await JOBS.due(self._session, self._clock).add(row)
        ring_after_commit(self._session, [service], LOOP)
        return job_id

    async def find(self, job_id: UUID, *, lock: bool = False) -> Job:
        """The job, if it is the caller's own. Raises `JobNotFound`."""
        caller = self._caller
        statement = select(Job).where(
            Job.id == job_id,
            Job.issuer == caller.issuer,
            Job.owner == caller.actor,
            Job.organ_id.is_not_distinct_from(caller.organ_id),
        )
        if lock:
            statement = statement.with_for_update(key_share=True)
        job = await self._session.scalar(statement)
        if job is None:
            raise JobNotFound
        return job

    async def under_way(self, kind: str, mark: str) -> Job | None:
        """A job of the caller with this ``mark`` among its arguments that has not ended: asked for
        again, the same is not done twice.
        """
        caller = self._caller
        return await self._session.scalar(
            select(Job)
            .where(
                Job.state == WorkState.PENDING,
                Job.kind == kind,
                Job.issuer == caller.issuer,
                Job.owner == caller.actor,
                Job.organ_id.is_not_distinct_from(caller.organ_id),
                Job.arguments["mark"].astext == mark,
            )
            .limit(1)
        )

    async def cancel(self, job_id: UUID) -> Job:
        """End the job before its next step; what has ended stays as it is. Raises `JobNotFound`."""
        job = await self.find(job_id, lock=True)
        if job.state is WorkState.PENDING:
            job.state, job.closed_at = WorkState.WITHDRAWN, self._clock.now()
            await self._session.flush()
        return job

    async def file(self, job_id: UUID) -> StoredFile:
        """The file that the job made. Raises `JobNotFound`, `JobHasNoFile`, `JobFileExpired`."""
        job = await self.find(job_id)
        if job.result_file_id is None:
            raise JobFileExpired if (job.result or {}).get("has_file") else JobHasNoFile
        return await self._session.get_one(StoredFile, job.result_file_id)
