"""What a caller may read of a deadline's reminders."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Principal
from gongkai.time import PlatformClock
from notifier.deadlines.service import DeadlineService
from notifier.reminders.models import Reminder
from notifier.reminders.repository import ReminderRepository


async def reminders_of(
    session: AsyncSession, clock: PlatformClock, principal: Principal, deadline_id: UUID
) -> Sequence[Reminder]:
    """Every reminder of a deadline that the caller sees. Raises DeadlineNotFound."""
    deadline = await DeadlineService(session, clock).get(principal, deadline_id)
    return await ReminderRepository(session).of_deadline(deadline.id)
