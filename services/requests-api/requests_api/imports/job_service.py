"""The job of a table that is too long to be taken over at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.files import Files, StoredFile
from gongkai.jobs import JobKind, JobRun
from requests_api.imports.reading import ReadTable, read_cases
from requests_api.imports.service import BATCH, CaseImport, ImportOrder
from requests_api.imports.tally import Tally
from requests_api.matters.office import Office

KIND = "case_import"


def import_kind(office: Office, files: Files) -> JobKind:
    """What the worker does with such a job."""

    async def work(run: JobRun) -> dict[str, Any]:
        return await _import(office, files, run)

    return JobKind(KIND, work)


async def _import(office: Office, files: Files, run: JobRun) -> dict[str, Any]:
    order = order_of(run.job.arguments)
    table = await _table(office, files, run)
    cases, tally = CaseImport(office, order), Tally.of(run.progress)
    await cases.open_years(table.rows)
    run.prepared()
    for at in range(run.progress.get("done", 0), len(table.rows), BATCH):
        batch = table.rows[at : at + BATCH]

        @asynccontextmanager
        async def writing(done: int = at + len(batch)) -> AsyncIterator[AsyncSession]:
            async with run.step() as step:
                yield step.session
                told = tally.out([], table.warnings, is_dry_run=order.is_dry_run)
                step.progress = {
                    "done": done,
                    "of": len(table.rows),
                    "result": told.model_dump(mode="json"),
                    "serials": tally.serials,
                }

        await cases.take(batch, writing, tally)
        run.breathe()
    numbers = await cases.numbers(table.rows, tally)
    told = tally.out(numbers, table.warnings, is_dry_run=order.is_dry_run)
    return told.model_dump(mode="json")


async def _table(office: Office, files: Files, run: JobRun) -> ReadTable:
    """The table, read anew in each turn: the rows are not kept anywhere."""
    async with office.database.read_session() as session:
        stored = await session.get_one(StoredFile, run.job.file_id)

    async def between() -> None:
        """Nobody leaves."""

    return await read_cases(
        await files.raw(stored),
        is_xlsx=run.job.arguments["is_xlsx"],
        today=office.clock.today(),
        between=between,
    )


def order_of(arguments: dict[str, Any]) -> ImportOrder:
    """What the job's row says."""
    return ImportOrder(
        organ_id=UUID(arguments["organ_id"]),
        actor=arguments["actor"],
        file_sha256=arguments["file_sha256"],
        is_dry_run=arguments["dry_run"],
        is_confirmed=arguments["confirm_numbers"],
    )


def arguments_of(order: ImportOrder, *, is_xlsx: bool) -> dict[str, Any]:
    """The job's row for `order_of`."""
    return {
        "organ_id": str(order.organ_id),
        "actor": order.actor,
        "file_sha256": order.file_sha256,
        "dry_run": order.is_dry_run,
        "confirm_numbers": order.is_confirmed,
        "is_xlsx": is_xlsx,
    }
