"""Calendar notices over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from catalog_api.calendar_notices.access import NoticeKeeper, NoticeReader
from catalog_api.calendar_notices.errors import (
    CalendarNoticeCannotSupersede,
    CalendarNoticeContradictory,
    CalendarNoticeNotFound,
    CalendarNoticeOfOtherRegion,
    CalendarNoticeOfWholePlatform,
    CalendarNoticeWithdrawn,
    CalendarNoticeYearTaken,
)
from catalog_api.calendar_notices.models import CalendarNotice
from catalog_api.calendar_notices.presenter import notice_out
from catalog_api.calendar_notices.reading import CalendarNoticeReading
from catalog_api.calendar_notices.schemas import (
    CalendarNoticeOut,
    NoticeQuery,
    WithdrawalIn,
)
from catalog_api.calendar_notices.service import CalendarNoticeService
from catalog_api.record import CatalogEvent, CatalogRefusal
from gongkai.errors import PreconditionFailed, PreconditionRequired
from gongkai.http.calendar_notices import CalendarNoticeIn
from gongkai.http.concurrency import ExpectedVersion, IfNoneMatch, etag, not_modified
from gongkai.http.cursors import CursorGone
from gongkai.http.idempotency import IdempotencyDep, OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.paging import Page
from gongkai.http.parts import ClockDep, DatabaseDep, SignerDep
from gongkai.http.routing import router as feature_router
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.record.router import record_routes
from gongkai.reference.naming import known_people

router = feature_router(prefix="/calendar-notices", tags=["calendar-notices"])


@router.get("", summary="放假安排通知列表 / List holiday notices", responses=problems(CursorGone))
async def list_calendar_notices(
    query: Annotated[NoticeQuery, Query()],
    _caller: NoticeReader,
    session: ReadSessionDep,
    signer: SignerDep,
) -> Page[CalendarNoticeOut]:
    """Loaded notices, newest year first; withdrawn ones too unless filtered."""
    found = await CalendarNoticeReading(session).page(query, signer)
    return Page(items=[notice_out(notice) for notice in found.items], next_cursor=found.next_cursor)


@router.post(
    "",
    summary="录入放假安排通知 / Load a holiday notice",
    status_code=201,
    response_model=CalendarNoticeOut,
    responses=problems(
        CalendarNoticeOfWholePlatform,
        CalendarNoticeOfOtherRegion,
        CalendarNoticeContradictory,
        CalendarNoticeYearTaken,
        CalendarNoticeCannotSupersede,
    ),
)
async def load_calendar_notice(
    body: CalendarNoticeIn,
    caller: NoticeKeeper,
    session: SessionDep,
    clock: ClockDep,
    database: DatabaseDep,
    gate: IdempotencyDep,
) -> Response:
    """Put a notice in force; every open case is then recomputed.

    One annual notice counts for a year and region: name the present one in `supersedes` to replace
    it. Amendments lie over it, in the order of their issue.
    """
    notice = await CalendarNoticeService(session, clock, caller, database).load(body)
    return await gate.answer(
        notice_out(notice),
        status_code=201,
        headers={
            "ETag": etag(notice.version),
            "Location": f"/catalog/v1/calendar-notices/{notice.id}",
        },
    )


@router.get(
    "/{notice_id}",
    summary="放假安排通知详情 / Read a holiday notice",
    response_model=CalendarNoticeOut,
    responses=problems(CalendarNoticeNotFound),
)
async def read_calendar_notice(
    notice_id: UUID,
    _caller: NoticeReader,
    session: ReadSessionDep,
    response: Response,
    if_none_match: IfNoneMatch = None,
) -> CalendarNoticeOut | Response:
    """One notice as it was loaded, and whether it counts."""
    notice = await CalendarNoticeReading(session).get(notice_id)
    response.headers["ETag"] = etag(notice.version)
    return not_modified(if_none_match, notice.version) or notice_out(notice)


@router.post(
    "/{notice_id}/withdrawal",
    summary="撤回放假安排通知 / Withdraw a holiday notice",
    response_model=CalendarNoticeOut,
    responses=problems(
        CalendarNoticeNotFound,
        CalendarNoticeOfOtherRegion,
        CalendarNoticeOfWholePlatform,
        CalendarNoticeWithdrawn,
        PreconditionRequired,
        PreconditionFailed,
    ),
)
async def withdraw_calendar_notice(
    notice_id: UUID,
    body: WithdrawalIn,
    caller: NoticeKeeper,
    session: SessionDep,
    clock: ClockDep,
    database: DatabaseDep,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
) -> Response:
    """Take a notice out of force, with a reason; it stays on record."""
    service = CalendarNoticeService(session, clock, caller, database)
    notice = await service.withdraw(notice_id, expected, body.reason)
    return await gate.answer(notice_out(notice), headers={"ETag": etag(notice.version)})


async def _notice(
    notice_id: UUID, _caller: NoticeReader, session: ReadSessionDep
) -> CalendarNotice:
    return await CalendarNoticeReading(session).get(notice_id)


record_routes(
    router,
    "/{notice_id}",
    noun="calendar_notice",
    find=_notice,
    rows=CatalogEvent,
    not_found=CalendarNoticeNotFound,
    refused=CatalogRefusal,
    naming=known_people,
)
