"""Deadlines over HTTP: what this service knows of each."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from gongkai.http.cursors import CursorGone
from gongkai.http.openapi import problems
from gongkai.http.paging import Page
from gongkai.http.parts import ClockDep, KeyRingDep, SignerDep
from gongkai.http.routing import router as feature_router
from gongkai.http.sessions import ReadSessionDep
from notifier.deadlines.access import DeadlineReader
from notifier.deadlines.errors import DeadlineNotFound
from notifier.deadlines.schemas import DeadlineOut, DeadlineQuery
from notifier.deadlines.service import DeadlineService

router = feature_router(prefix="/deadlines", tags=["deadlines"])


@router.get("", summary="期限列表 / List deadlines", responses=problems(CursorGone))
async def list_deadlines(
    query: Annotated[DeadlineQuery, Query()],
    caller: DeadlineReader,
    session: ReadSessionDep,
    clock: ClockDep,
    keys: KeyRingDep,
    signer: SignerDep,
) -> Page[DeadlineOut]:
    """Deadlines of the caller's organ (supervisors: of its subtree), the most pressing first."""
    service, now = DeadlineService(session, clock), clock.now()
    found = await service.page(caller, query, signer)
    names = await service.names(found.items, keys)
    return Page(
        items=[DeadlineOut.of(deadline, now, names) for deadline in found.items],
        next_cursor=found.next_cursor,
    )


@router.get(
    "/{deadline_id}", summary="期限详情 / Read a deadline", responses=problems(DeadlineNotFound)
)
async def read_deadline(
    deadline_id: UUID,
    caller: DeadlineReader,
    session: ReadSessionDep,
    clock: ClockDep,
    keys: KeyRingDep,
) -> DeadlineOut:
    """One deadline."""
    service = DeadlineService(session, clock)
    found = await service.get(caller, deadline_id)
    return DeadlineOut.of(found, clock.now(), await service.names([found], keys))
