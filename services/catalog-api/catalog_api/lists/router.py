"""Published lists over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Response

from catalog_api.lists.access import ListKeeper, ListReader
from catalog_api.lists.errors import (
    TaskListDateImpossible,
    TaskListExternalIdTaken,
    TaskListNotFound,
    TaskListOfOtherOrgan,
    TaskListOrganUnknown,
    TaskListRowNotFound,
    TaskListSourceIncomplete,
)
from catalog_api.lists.kinds import LAST_SEQ
from catalog_api.lists.models import TaskList
from catalog_api.lists.reading import ListReading
from catalog_api.lists.rows.schemas import (
    FieldOut,
    FieldQuery,
    RowQuery,
    TaskListRowOut,
    UnitQuery,
    UnitReferenceOut,
)
from catalog_api.lists.schemas import (
    ListCounts,
    ListQuery,
    TaskListIn,
    TaskListOut,
)
from catalog_api.lists.service import ListService
from catalog_api.record import CatalogEvent, CatalogRefusal
from gongkai.http.concurrency import IfNoneMatch, etag, not_modified
from gongkai.http.cursors import CursorGone
from gongkai.http.idempotency import IdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.paging import Page
from gongkai.http.parts import ClockDep, SignerDep
from gongkai.http.routing import router as feature_router
from gongkai.http.schemas import Seq
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.record.router import record_routes
from gongkai.reference.naming import known_people

router = feature_router(tags=["task-lists"])


@router.get("/task-lists", summary="清单列表 / List the lists", responses=problems(CursorGone))
async def list_task_lists(
    query: Annotated[ListQuery, Query()],
    _caller: ListReader,
    session: ReadSessionDep,
    clock: ClockDep,
    signer: SignerDep,
) -> Page[TaskListOut]:
    """Published lists, newest first."""
    return await ListReading(session, clock).page(query, signer)


@router.post(
    "/task-lists",
    summary="新建清单 / Create a list",
    status_code=201,
    response_model=TaskListOut,
    responses=problems(
        TaskListOfOtherOrgan,
        TaskListOrganUnknown,
        TaskListSourceIncomplete,
        TaskListDateImpossible,
        TaskListExternalIdTaken,
    ),
)
async def create_task_list(
    body: TaskListIn,
    caller: ListKeeper,
    session: SessionDep,
    clock: ClockDep,
    gate: IdempotencyDep,
) -> Response:
    """Enter a list; its rows come with an import."""
    task_list = await ListService(session, clock, caller).create(body)
    return await gate.answer(
        await ListReading(session, clock).shown(task_list),
        status_code=201,
        headers={
            "ETag": etag(task_list.version),
            "Location": f"/catalog/v1/task-lists/{task_list.id}",
        },
    )


@router.get(
    "/task-lists/{list_id}",
    summary="清单详情 / Read a list",
    response_model=TaskListOut,
    responses=problems(TaskListNotFound),
)
async def read_task_list(
    list_id: UUID,
    _caller: ListReader,
    session: ReadSessionDep,
    clock: ClockDep,
    response: Response,
    if_none_match: IfNoneMatch = None,
) -> TaskListOut | Response:
    """A list without its rows."""
    lists = ListReading(session, clock)
    task_list = await lists.get(list_id)
    response.headers["ETag"] = etag(task_list.version)
    return not_modified(if_none_match, task_list.version) or await lists.shown(task_list)


@router.get(
    "/task-lists/{list_id}/counts",
    summary="清单统计 / Count a list",
    responses=problems(TaskListNotFound),
)
async def count_task_list(
    list_id: UUID, _caller: ListReader, session: ReadSessionDep, clock: ClockDep
) -> ListCounts:
    """Rows by kind of time limit, rows without lead, names resolved and not."""
    return await ListReading(session, clock).counts(list_id)


@router.get(
    "/task-lists/{list_id}/rows",
    summary="清单各行 / List the rows of a list",
    responses=problems(TaskListNotFound, CursorGone),
)
async def list_task_list_rows(
    list_id: UUID,
    query: Annotated[RowQuery, Query()],
    _caller: ListReader,
    session: ReadSessionDep,
    clock: ClockDep,
    signer: SignerDep,
) -> Page[TaskListRowOut]:
    """The rows of a list in the order of their numbers."""
    return await ListReading(session, clock).rows(list_id, query, signer)


@router.get(
    "/task-lists/{list_id}/rows/{seq}",
    summary="清单一行 / Read a row of a list",
    responses=problems(TaskListNotFound, TaskListRowNotFound),
)
async def read_task_list_row(
    list_id: UUID,
    seq: Annotated[Seq, Path(le=LAST_SEQ)],
    _caller: ListReader,
    session: ReadSessionDep,
    clock: ClockDep,
    part: Annotated[
        Seq, Query(le=LAST_SEQ, description="同一序号的第几行（合并单元格），默认为第1行")
    ] = 1,
) -> TaskListRowOut:
    """The row with this number."""
    return await ListReading(session, clock).row(list_id, seq, part)


@router.get(
    "/fields", summary="领域分工 / List the fields", tags=["fields"], responses=problems(CursorGone)
)
async def list_fields(
    query: Annotated[FieldQuery, Query()],
    _caller: ListReader,
    session: ReadSessionDep,
    clock: ClockDep,
    signer: SignerDep,
) -> Page[FieldOut]:
    """The fields of field lists, with the organs responsible for each."""
    return await ListReading(session, clock).fields(query, signer)


@router.get(
    "/unit-references",
    summary="清单涉及的单位 / List units named in lists",
    responses=problems(CursorGone),
)
async def list_unit_references(
    query: Annotated[UnitQuery, Query()],
    _caller: ListReader,
    session: ReadSessionDep,
    clock: ClockDep,
    signer: SignerDep,
) -> Page[UnitReferenceOut]:
    """Where lists name an organ or a group, and which names are not resolved."""
    return await ListReading(session, clock).units(query, signer)


async def _list(
    list_id: UUID, _caller: ListReader, session: ReadSessionDep, clock: ClockDep
) -> TaskList:
    return await ListReading(session, clock).get(list_id)


record_routes(
    router,
    "/task-lists/{list_id}",
    noun="task_list",
    find=_list,
    rows=CatalogEvent,
    not_found=TaskListNotFound,
    refused=CatalogRefusal,
    naming=known_people,
)
