"""Reminders over HTTP: what is planned for a deadline and what became of it."""

from uuid import UUID

from gongkai.http.openapi import problems
from gongkai.http.parts import ClockDep
from gongkai.http.routing import router as feature_router
from gongkai.http.sessions import ReadSessionDep
from notifier.deadlines.access import DeadlineReader
from notifier.deadlines.errors import DeadlineNotFound
from notifier.reminders.reading import reminders_of
from notifier.reminders.schemas import ReminderOut, RemindersOut

router = feature_router(prefix="/deadlines", tags=["deadlines"])


@router.get(
    "/{deadline_id}/reminders",
    summary="期限的提醒计划 / List the reminders of a deadline",
    responses=problems(DeadlineNotFound),
)
async def list_reminders(
    deadline_id: UUID, caller: DeadlineReader, session: ReadSessionDep, clock: ClockDep
) -> RemindersOut:
    """Every step of a deadline: planned, sent, merged into a later one, skipped or withdrawn."""
    found = await reminders_of(session, clock, caller, deadline_id)
    return RemindersOut(items=[ReminderOut.of(reminder) for reminder in found])
