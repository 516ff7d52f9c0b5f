"""The job of a worklist that is too long to be sent at once."""

from collections.abc import AsyncIterator
from typing import Any

from gongkai.crypto.signing import Signer
from gongkai.files import Files
from gongkai.jobs import JobKind, JobRun
from gongkai.jobs.callers import opened
from requests_api.matters.office import Office
from requests_api.worklist.export_service import MEDIA, WorklistExport
from requests_api.worklist.schemas import ExportQuery

KIND = "worklist_export"


def export_kind(office: Office, files: Files, signer: Signer) -> JobKind:
    """What the worker does with such a job."""

    async def work(run: JobRun) -> dict[str, Any]:
        caller, asked = opened(office.keys, run.job.id, run.job.arguments, office.clock.now())
        query = ExportQuery.model_validate_json(asked["query"])
        return await _export(files, run, WorklistExport(office, signer, caller, query), query)

    return JobKind(KIND, work)


async def _export(
    files: Files, run: JobRun, export: WorklistExport, query: ExportQuery
) -> dict[str, Any]:
    """Write the file and record it once: what a worker that dies had written is swept."""

    async def reported() -> AsyncIterator[bytes]:
        told = 0
        async for piece in export.content():
            yield piece
            if export.done - told >= _REPORTED:
                told = export.done
                async with run.step() as step:
                    step.progress = {**step.progress, "done": told}

    staged = await files.stage_made(export.name, MEDIA[query.format], reported())
    async with run.step() as step:
        stored = await files.record(step.session, staged, is_own=True)
        step.job.result_file_id = stored.id
        step.progress = {"done": export.done, "of": export.done}
    return {"rows": export.done, "has_file": True}


_REPORTED = 5_000
"""Rows after which is said how far it is."""
