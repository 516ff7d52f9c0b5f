"""The caller's own inbox over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from gongkai.http.cursors import CursorGone
from gongkai.http.idempotency import OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.paging import Page
from gongkai.http.parts import ClockDep, SignerDep
from gongkai.http.routing import router as feature_router
from gongkai.http.sessions import ReadSessionDep, SessionDep
from notifier.inbox.access import InboxOwner
from notifier.inbox.errors import NotificationNotFound
from notifier.inbox.schemas import CountsOut, InboxQuery, NotificationOut
from notifier.inbox.service import InboxService

router = feature_router(prefix="/inbox", tags=["inbox"])


@router.get("", summary="我的通知 / List the inbox", responses=problems(CursorGone))
async def list_inbox(
    query: Annotated[InboxQuery, Query()],
    caller: InboxOwner,
    session: ReadSessionDep,
    clock: ClockDep,
    signer: SignerDep,
) -> Page[NotificationOut]:
    """The caller's notifications, the newest first."""
    service = InboxService(session, clock, caller)
    found = await service.page(query, signer)
    names = await service.organ_names(found.items)
    return Page(
        items=[NotificationOut.of(e.notification, e.deadline_state, names) for e in found.items],
        next_cursor=found.next_cursor,
    )


@router.get("/counts", summary="通知数量 / Count the inbox")
async def count_inbox(caller: InboxOwner, session: ReadSessionDep, clock: ClockDep) -> CountsOut:
    """How many notifications there are, unread, and unread and urgent."""
    return CountsOut.model_validate(await InboxService(session, clock, caller).counts())


@router.post(
    ":read-all", summary="全部标为已读 / Mark the whole inbox as read", response_model=CountsOut
)
async def mark_inbox_read(
    caller: InboxOwner, session: SessionDep, clock: ClockDep, gate: OptionalIdempotencyDep
) -> Response:
    """Mark every notification of the caller as read."""
    counts = await InboxService(session, clock, caller).mark_all_read()
    return await gate.answer(CountsOut.model_validate(counts))


@router.post(
    "/{notification_id}/reading",
    summary="标为已读 / Mark a notification as read",
    response_model=NotificationOut,
    responses=problems(NotificationNotFound),
)
async def mark_notification_read(
    notification_id: UUID,
    caller: InboxOwner,
    session: SessionDep,
    clock: ClockDep,
    gate: OptionalIdempotencyDep,
) -> Response:
    """Mark a notification as read; the first time of reading stays. Needs no `If-Match`."""
    service = InboxService(session, clock, caller)
    return await _marked(service, gate, notification_id, is_read=True)


@router.delete(
    "/{notification_id}/reading",
    summary="标为未读 / Mark a notification as unread",
    response_model=NotificationOut,
    responses=problems(NotificationNotFound),
)
async def mark_notification_unread(
    notification_id: UUID,
    caller: InboxOwner,
    session: SessionDep,
    clock: ClockDep,
    gate: OptionalIdempotencyDep,
) -> Response:
    """Mark a notification as unread. Needs no `If-Match`."""
    service = InboxService(session, clock, caller)
    return await _marked(service, gate, notification_id, is_read=False)


async def _marked(
    service: InboxService, gate: OptionalIdempotencyDep, notification_id: UUID, *, is_read: bool
) -> Response:
    entry = await service.mark(notification_id, is_read=is_read)
    names = await service.organ_names([entry])
    return await gate.answer(NotificationOut.of(entry.notification, entry.deadline_state, names))
