"""A job as its owner sees it."""

from datetime import datetime
from uuid import UUID

from gongkai.http.schemas import Out
from gongkai.jobs.states import JobState

_JOB: dict[str, object] = {
    "id": "01912d3c-7a10-7000-8000-000000000021",
    "kind": "case_import",
    "state": "running",
    "state_label": "处理中",
    "progress": {"done": 2400, "of": 8000},
    "created_at": "2026-01-05T01:00:00Z",
}


class JobProgressOut(Out):
    """How far a job is."""

    done: int
    """How much is done: rows of a file, files of a package."""
    of: int
    """How much there is to do; 0 while that is not known."""


class JobProblemOut(Out):
    """Why a job failed."""

    code: str
    """A stable code."""
    title: str
    """What it says, in Chinese."""
    title_en: str
    """The same in English."""


class JobOut(Out, json_schema_extra={"examples": [_JOB]}):
    """Work that takes longer than a caller waits."""

    id: UUID
    """The job."""
    kind: str
    """What is done: `case_import`, `worklist_export`."""
    state: JobState
    """Where it stands."""
    state_label: str
    """What an office calls that."""
    progress: JobProgressOut
    """How far it is."""
    result: dict[str, object] | None
    """What came of it, in the shape of the direct answer; of a job that was cancelled or has failed
    what it did until then. null before.
    """
    content: str | None
    """Where the file is read that it made, for 24 hours; null where there is none."""
    problem: JobProblemOut | None
    """Why it failed; null otherwise."""
    created_at: datetime
    """When it was asked for."""
    closed_at: datetime | None
    """When it ended."""
