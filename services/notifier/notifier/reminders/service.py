"""Plan reminders with the event that causes them, and withdraw what is no longer true."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Role
from gongkai.calendar import WorkingCalendar
from gongkai.db import new_id
from gongkai.deadlines.due import Due
from gongkai.time import PlatformClock
from notifier.deadlines.models import OPEN, Deadline
from notifier.deadlines.service import Change
from notifier.deliveries.repository import DeliveryRepository
from notifier.policies.policy import Policy
from notifier.reminders.models import ReminderState
from notifier.reminders.plan import (
    Announcement,
    Plan,
    announcement_of,
    announcement_roles,
    plan_steps,
)
from notifier.reminders.repository import ReminderRepository, edition


class ReminderService:
    """Keeps a deadline's reminders in step with it, in the transaction of the change."""

    def __init__(
        self,
        session: AsyncSession,
        clock: PlatformClock,
        policy: Policy,
        calendar: WorkingCalendar,
    ) -> None:
        self._reminders = ReminderRepository(session)
        self._deliveries = DeliveryRepository(session)
        self._now = clock.now()
        self._policy = policy
        self._calendar = calendar

    async def follow(self, change: Change, occurred_at: datetime) -> None:
        """Withdraw what the change made untrue, announce what is new, plan what is to come.

        An announcement is due when the change occurred; who was down until now tells it late.
        """
        deadline, before = change.deadline, change.before
        due = deadline.due
        if deadline.state != OPEN or due is None:
            await self.withdraw([deadline.id])
            return
        was_open = before is not None and before.is_open
        announcement = announcement_of(
            before_due=before.due if before else None,
            was_open=was_open,
            due=due,
            moved_earlier=change.moved_earlier,
        )
        calendars = await self._reminders.calendars([deadline.organ_id], self._calendar)
        calendar = calendars[deadline.organ_id]
        plan = plan_steps(self._policy, due, calendar, self._now)
        if announcement is not None and was_open:
            await self.withdraw([deadline.id])
        if announcement is None and await self._is_new_assignee(change, due):
            announcement = Announcement.ASSIGNED
        rows = list(self._steps(deadline, due, plan))
        if announcement is not None:
            rows.append(self._announced(deadline, due, plan, announcement, occurred_at))
        await self._reminders.put(rows)
        deadline.calendar_version = edition(calendar)

    async def withdraw(self, deadline_ids: Collection[UUID]) -> None:
        """Nothing unsent of these deadlines is sent any more, by whatever channel."""
        if deadline_ids:
            await self._reminders.withdraw(deadline_ids, self._now)
            await self._deliveries.withdraw(deadline_ids, self._now)

    async def replan(self, limit: int) -> int:
        """Give open deadlines planned with another calendar new times; returns how many.

        The dates themselves come from their producer; here only the days before and after move.
        """
        deadlines = await self._reminders.claim_outdated(self._calendar, limit)
        organ_ids = {deadline.organ_id for deadline in deadlines}
        calendars = await self._reminders.calendars(organ_ids, self._calendar)
        rows: list[dict[str, Any]] = []
        for deadline in deadlines:
            due, calendar = deadline.due, calendars[deadline.organ_id]
            if due is not None:
                plan = plan_steps(self._policy, due, calendar, self._now)
                rows += self._steps(deadline, due, plan)
            deadline.calendar_version = edition(calendar)
        await self._reminders.put(rows)
        return len(deadlines)

    async def _is_new_assignee(self, change: Change, due: Due) -> bool:
        assignee = change.deadline.assignee
        if assignee is None or change.before is None or change.before.assignee == assignee:
            return False
        return not await self._reminders.knows(change.deadline, due.key, assignee)

    def _steps(self, deadline: Deadline, due: Due, plan: Plan) -> Iterable[dict[str, Any]]:
        for moments, state, closed_at in (
            (plan.coming, ReminderState.PLANNED, None),
            (plan.passed, ReminderState.SKIPPED, self._now),
        ):
            for moment in moments:
                yield _row(
                    deadline,
                    due,
                    step=moment.step.code,
                    occasion=0,
                    roles=moment.step.roles,
                    remind_at=moment.at,
                    state=state,
                    closed_at=closed_at,
                )

    def _announced(
        self,
        deadline: Deadline,
        due: Due,
        plan: Plan,
        announcement: Announcement,
        occurred_at: datetime,
    ) -> dict[str, Any]:
        return _row(
            deadline,
            due,
            step=announcement.value,
            occasion=deadline.revision,
            roles=announcement_roles(self._policy, plan, announcement),
            remind_at=min(occurred_at, self._now),
            state=ReminderState.PLANNED,
            closed_at=None,
        )


def _row(
    deadline: Deadline,
    due: Due,
    *,
    step: str,
    occasion: int,
    roles: Iterable[Role],
    remind_at: datetime,
    state: ReminderState,
    closed_at: datetime | None,
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "deadline_id": deadline.id,
        "due": due.key,
        "step": step,
        "occasion": occasion,
        "roles": [role.value for role in roles],
        "remind_at": remind_at,
        "state": state.value,
        "closed_at": closed_at,
    }
