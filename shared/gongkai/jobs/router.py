"""Jobs over HTTP: the same three routes in every service that has some."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from gongkai.auth.principal import Principal
from gongkai.contracts import Service
from gongkai.files import Files
from gongkai.files.web import DOWNLOAD, download, served
from gongkai.http.openapi import problems
from gongkai.http.parts import ClockDep, DatabaseDep
from gongkai.http.routing import router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.jobs.errors import JobFileExpired, JobHasNoFile, JobNotFound
from gongkai.jobs.presenter import job_out
from gongkai.jobs.schemas import JobOut
from gongkai.jobs.service import Jobs

Owner = Annotated[Principal, requires()]


def job_path(service: Service, job_id: UUID) -> str:
    """Where a job is asked for: the `Location` of what started it."""
    return f"{_prefix(service)}/jobs/{job_id}"


def jobs_router(service: Service) -> APIRouter:
    """The routes of the jobs of a service; each shows a caller their own ones only."""
    jobs = router(prefix="/jobs", tags=["jobs"])

    @jobs.get("/{job_id}", summary="任务进度 / Read a job", responses=problems(JobNotFound))
    async def read_job(
        job_id: UUID, owner: Owner, session: ReadSessionDep, clock: ClockDep
    ) -> JobOut:
        """How far a job of the caller is, and what came of it; asked for again every few seconds.
        It is told for 30 days after its end.
        """
        return job_out(await Jobs(session, clock, owner).find(job_id), _prefix(service))

    @jobs.delete("/{job_id}", summary="取消任务 / Cancel a job", responses=problems(JobNotFound))
    async def cancel_job(
        job_id: UUID, owner: Owner, session: SessionDep, clock: ClockDep
    ) -> JobOut:
        """End a job of the caller before its next step; what it has done stays done, and is told in
        `result`. A job that has ended stays as it is.
        """
        return job_out(await Jobs(session, clock, owner).cancel(job_id), _prefix(service))

    @jobs.get(
        "/{job_id}/content",
        summary="读取任务生成的文件 / Read the file that a job made",
        response_class=Response,
        responses=DOWNLOAD | problems(JobNotFound, JobHasNoFile, JobFileExpired) | download(),
    )
    async def read_job_content(
        job_id: UUID, owner: Owner, request: Request, database: DatabaseDep, clock: ClockDep
    ) -> Response:
        """The file that a job of the caller made, for 24 hours after its end."""
        async with database.read_session() as session:
            file = await Jobs(session, clock, owner).file(job_id)
        files: Files = request.app.state.files
        return await served(files, file)

    return jobs


def _prefix(service: Service) -> str:
    return f"/{service.prefix}/v1"
