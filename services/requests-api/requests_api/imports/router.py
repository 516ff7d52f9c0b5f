"""Importing cases over HTTP."""

from collections.abc import AsyncIterator
from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import Depends, Query, Request
from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.contracts import Service
from gongkai.files import Files, MediaType, StagedFile
from gongkai.files.web import UPLOAD, FileNameQuery, noted, received, upload_body
from gongkai.http.idempotency import WishDep, gate_of, settle
from gongkai.http.openapi import problems, sends
from gongkai.http.presence import StillThere
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.wishes import Wish
from gongkai.jobs import Jobs
from gongkai.jobs.presenter import job_out
from gongkai.jobs.router import job_path
from gongkai.jobs.schemas import JobOut
from requests_api.imports.errors import CaseFileNotATable, CaseFileRejected, CaseFileTooLarge
from requests_api.imports.job_service import KIND, arguments_of
from requests_api.imports.reading import ReadTable, may_import, read_cases
from requests_api.imports.rows import BOUNDS
from requests_api.imports.schemas import ImportOut
from requests_api.imports.service import BATCH, CaseImport, ImportOrder
from requests_api.imports.tally import Tally
from requests_api.matters.errors import ForeignOrgan, UnknownOrgan
from requests_api.matters.office import Office
from requests_api.matters.web import FilesDep, OfficeDep

router = feature_router(tags=["cases"])
Importer = Annotated[Principal, requires(Permission.BACKLOG_IMPORT)]
AT_ONCE = 2_000
"""Rows that are answered at once; longer tables become a job."""
_TABLES = (MediaType.CSV, MediaType.XLSX)


class Brought(NamedTuple):
    """A table that was sent, for one organ."""

    staged: StagedFile
    organ_id: UUID
    is_dry_run: bool
    is_confirmed: bool


async def _upload(
    request: Request,
    importer: Importer,
    office: OfficeDep,
    files: FilesDep,
    _filename: FileNameQuery = None,
    organ_id: Annotated[
        UUID | None, Query(description="导入到哪个机关，默认本机关 / the organ; the own by default")
    ] = None,
    dry_run: Annotated[
        bool, Query(description="只检查，不写入 / only try: nothing changes")
    ] = False,
    confirm_numbers: Annotated[
        bool,
        Query(
            description="远超出该年度其他编号的编号无误 / numbers far beyond the others are right"
        ),
    ] = False,
) -> AsyncIterator[Brought]:
    wanted = await may_import(office, organ_id, importer)
    async with received(request, files, max_bytes=BOUNDS.size) as staged:
        if staged.media_type not in _TABLES:
            raise CaseFileNotATable
        told = f"{wanted}/{dry_run}/{confirm_numbers}/{staged.name}"
        noted(request, told, staged.sha256)
        yield Brought(staged, wanted, dry_run, confirm_numbers)


Upload = Annotated[Brought, Depends(_upload, scope="function")]


@router.post(
    "/cases:import",
    summary="导入历史申请 / Import cases of an earlier register",
    response_model=ImportOut,
    openapi_extra=upload_body(BOUNDS.size),
    responses=UPLOAD
    | problems(UnknownOrgan, ForeignOrgan, CaseFileNotATable, CaseFileRejected, CaseFileTooLarge)
    | {202: {"model": JobOut, "description": "转为任务 / a job does it"}}
    | sends("Location", status=202),
)
async def import_cases(
    upload: Upload,
    wish: WishDep,
    importer: Importer,
    office: OfficeDep,
    files: FilesDep,
    still_there: StillThere,
) -> Response:
    """Take over cases of an earlier register from an XLSX or CSV file, with their old numbers and
    days (docs/csv-columns.md). Each row is judged by itself; what is wrong with one is told of it,
    and the others are taken over. They are marked as imported; that something was late is shown and
    refuses nothing. The same row again changes nothing. Up to 2,000 rows are answered at once,
    longer tables by a job; `dry_run` changes nothing.

    The numbers of a year that the organ has not begun here go on behind the highest one of the
    table; later tables may bring lower ones only, and `numbers` tells the gaps. A number below
    which more are missing in a row than there are in all, and more than 50, is refused with what
    lies beyond it (`number_implausible`): it would stand for good. `confirm_numbers` says that it
    is right. An ended case needs neither document nor phone, which are unknown then.
    """
    async with office.database.read_session() as session:
        await settle(session, wish)
    staged = upload.staged
    order = ImportOrder(
        organ_id=upload.organ_id,
        actor=importer.actor,
        file_sha256=staged.sha256.hex(),
        is_dry_run=upload.is_dry_run,
        is_confirmed=upload.is_confirmed,
    )
    table = await read_cases(
        await files.staged_content(staged),
        is_xlsx=staged.media_type is MediaType.XLSX,
        today=office.clock.today(),
        between=still_there,
    )
    if len(table.rows) > AT_ONCE:
        return await _as_job(office, files, importer, order, staged, len(table.rows), wish)
    answer = await _at_once(office, order, table, wish)
    await files.discard(staged)
    return answer


async def _as_job(
    office: Office,
    files: Files,
    importer: Principal,
    order: ImportOrder,
    staged: StagedFile,
    rows: int,
    wish: Wish,
) -> Response:
    """Leave the table to the worker, which reads it anew."""
    arguments = arguments_of(order, is_xlsx=staged.media_type is MediaType.XLSX)
    async with office.database.unit_of_work() as session:
        gate = await gate_of(session, wish)
        # Nobody is ever handed it, so that no scanner need look at it.
        stored = await files.record(session, staged, is_own=True)
        jobs = Jobs(session, office.clock, importer)
        job_id = await jobs.start(
            KIND, arguments, service=Service.REQUESTS, of=rows, file_id=stored.id
        )
        return await gate.answer(
            job_out(await jobs.find(job_id), "/requests/v1"),
            status_code=202,
            headers={"Location": job_path(Service.REQUESTS, job_id)},
        )


async def _at_once(office: Office, order: ImportOrder, table: ReadTable, wish: Wish) -> Response:
    """Batch by batch: what one has written stays whatever becomes of the next, and is known again
    when the file comes again.
    """
    cases, tally = CaseImport(office, order), Tally()
    await cases.open_years(table.rows)
    for at in range(0, len(table.rows), BATCH):
        await cases.take(table.rows[at : at + BATCH], office.database.unit_of_work, tally)
    numbers = await cases.numbers(table.rows, tally)
    told = tally.out(numbers, table.warnings, is_dry_run=order.is_dry_run)
    async with office.database.unit_of_work() as session:
        gate = await gate_of(session, wish)
        return await gate.answer(told)
