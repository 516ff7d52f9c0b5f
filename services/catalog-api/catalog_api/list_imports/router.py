"""Filling published lists over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Body, Depends, Response

from catalog_api.list_imports.csv_import import BOUNDS
from catalog_api.list_imports.errors import ListFileRejected, ListFileTooLarge, TaskListKindMismatch
from catalog_api.list_imports.schemas import ImportResult, ResolveResult
from catalog_api.list_imports.service import (
    ListImport,
    ListPreparation,
    PreparedImport,
    PreparedUnits,
)
from catalog_api.lists.access import ListKeeper
from catalog_api.lists.errors import TaskListNotFound, TaskListOfOtherOrgan
from gongkai.errors import PreconditionFailed, PreconditionRequired
from gongkai.http.concurrency import ExpectedVersion, etag
from gongkai.http.idempotency import OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.parts import ClockDep, DatabaseDep
from gongkai.http.presence import StillThere
from gongkai.http.routing import max_body
from gongkai.http.routing import router as feature_router
from gongkai.http.sessions import SessionDep

router = feature_router(prefix="/task-lists/{list_id}", tags=["task-lists"])

_CHANGE = (TaskListNotFound, TaskListOfOtherOrgan, PreconditionRequired, PreconditionFailed)


async def _prepared_file(
    list_id: UUID,
    body: Annotated[bytes, Body(media_type="text/csv")],
    caller: ListKeeper,
    database: DatabaseDep,
    still_there: StillThere,
) -> PreparedImport:
    """Before the gate, whose row begins the transaction."""
    return await ListPreparation(database.read_session, caller, still_there).of_file(list_id, body)


async def _prepared_units(
    list_id: UUID, caller: ListKeeper, database: DatabaseDep, still_there: StillThere
) -> PreparedUnits:
    return await ListPreparation(database.read_session, caller, still_there).of_stored(list_id)


@router.post(
    "/rows:import",
    summary="导入清单（CSV） / Import a list (CSV)",
    response_model=ImportResult,
    responses=problems(*_CHANGE, ListFileRejected, ListFileTooLarge, TaskListKindMismatch),
    openapi_extra=max_body(BOUNDS.size),
)
async def import_task_list_rows(
    caller: ListKeeper,
    prepared: Annotated[PreparedImport, Depends(_prepared_file)],
    session: SessionDep,
    clock: ClockDep,
    database: DatabaseDep,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
) -> Response:
    """Make the list's rows those of a CSV file (UTF-8 or GB18030), all or nothing.

    Rows are known by their number: the same file again changes nothing, a corrected one changes the
    rows concerned.
    """
    importing = ListImport(session, clock, caller, database)
    result = await importing.import_rows(prepared, expected)
    return await gate.answer(result, headers={"ETag": etag(result.version)})


@router.post(
    "/units:resolve",
    summary="重新识别清单中的单位 / Resolve the units of a list",
    response_model=ResolveResult,
    responses=problems(*_CHANGE),
)
async def resolve_task_list_units(
    caller: ListKeeper,
    prepared: Annotated[PreparedUnits, Depends(_prepared_units)],
    session: SessionDep,
    clock: ClockDep,
    database: DatabaseDep,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
) -> Response:
    """Look every name up again, after organs were added, renamed or given aliases."""
    result = await ListImport(session, clock, caller, database).resolve_again(prepared, expected)
    return await gate.answer(result, headers={"ETag": etag(result.version)})
