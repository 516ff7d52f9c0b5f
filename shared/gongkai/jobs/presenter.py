"""How a row of work is told to whoever asked for it."""

from typing import Any

from gongkai.errors import InternalError, catalogue
from gongkai.jobs.models import Job
from gongkai.jobs.schemas import JobOut, JobProblemOut, JobProgressOut
from gongkai.jobs.states import JobState
from gongkai.work import WorkState

_STATES = {
    WorkState.DONE: JobState.DONE,
    WorkState.DEAD: JobState.FAILED,
    WorkState.DISCARDED: JobState.FAILED,
    WorkState.WITHDRAWN: JobState.CANCELLED,
}
_PRIVATE = frozenset({"has_file"})


def state_of(job: Job) -> JobState:
    """Where the job stands."""
    if job.state is WorkState.PENDING:
        return JobState.RUNNING if job.done or job.lease is not None else JobState.QUEUED
    return _STATES[job.state]


def job_out(job: Job, prefix: str) -> JobOut:
    """The job, below ``prefix`` (`/requests/v1`)."""
    state = state_of(job)
    has_file = job.result_file_id is not None
    return JobOut(
        id=job.id,
        kind=job.kind,
        state=state,
        state_label=state.label,
        progress=JobProgressOut(done=job.done, of=job.of),
        result=_result(job, state),
        content=f"{prefix}/jobs/{job.id}/content" if has_file else None,
        problem=_problem(job) if state is JobState.FAILED else None,
        created_at=job.created_at,
        closed_at=job.closed_at,
    )


def _result(job: Job, state: JobState) -> dict[str, Any] | None:
    """The result; of what ended before its end, what it did until then."""
    told = job.result
    if told is None and state in {JobState.FAILED, JobState.CANCELLED}:
        told = (job.progress or {}).get("result")
    return None if told is None else {k: v for k, v in told.items() if k not in _PRIVATE}


def _problem(job: Job) -> JobProblemOut:
    known = {problem.code: problem for problem in catalogue()}
    problem = known.get(job.last_error or "", InternalError)
    return JobProblemOut(code=problem.code, title=problem.title_zh, title_en=problem.title_en)
