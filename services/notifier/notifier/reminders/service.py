"""Plan reminders with the event that causes them, and withdraw what is no longer true."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Role
from gongkai.db import new_id
from gongkai.deadlines.due import Due
from gongkai.time import PlatformClock
from notifier.deadlines.models import KnownDeadline
from notifier.deadlines.service import Change
from notifier.deliveries.models import DELIVERIES
from notifier.policies.reading import Basis, OwnBasis
from notifier.reminders.models import ReminderState
from notifier.reminders.plan import (
    Announcement,
    Plan,
    announcement_of,
    announcement_roles,
    plan_steps,
)
from notifier.reminders.repository import ReminderRepository, caused_by


class ReminderService:
    """Keeps a deadline's reminders in step with it, in the transaction of the change."""

    def __init__(self, session: AsyncSession, clock: PlatformClock, basis: Basis) -> None:
        self._reminders = ReminderRepository(session)
        self._deliveries = DELIVERIES.due(session, clock)
        self._now = clock.now()
        self._basis = basis

    async def follow(self, change: Change, occurred_at: datetime) -> None:
        """Withdraw what the change made untrue, announce what is new, plan what is to come.

        An announcement is due when the change occurred; who was down until now tells it late.
        """
        deadline, before = change.deadline, change.before
        due = deadline.due
        if not deadline.is_open or due is None:
            await self.withdraw([deadline.id])
            return
        was_open = before is not None and before.is_open
        announcement = announcement_of(
            before_due=before.due if before else None,
            was_open=was_open,
            due=due,
            moved_earlier=change.moved_earlier,
        )
        if deadline.asked is not None and announcement is Announcement.MOVED:
            announcement = None  # who is asked was told that it is their turn, which it still is
        own = self._basis.of(
            deadline, (await self._reminders.organs([deadline], self._basis))[deadline.organ_id]
        )
        plan = self._plan_of(deadline, due, own)
        if announcement is not None and was_open:
            await self.withdraw([deadline.id])
        if announcement is None and await self._is_new_assignee(change, due):
            announcement = Announcement.ASSIGNED
        rows = list(self._steps(deadline, due, plan))
        if announcement is not None:
            roles = announcement_roles(own.policy, plan, announcement)
            rows.append(self._announced(change, due, announcement, roles, occurred_at))
        known = [] if before is None else [deadline]
        await self._plan(known, rows)
        if change.has_other_people:
            await self._reminders.look_again(deadline.id)
        deadline.planned_with = own.edition

    async def withdraw(self, deadline_ids: Collection[UUID]) -> None:
        """Nothing unsent of these deadlines is sent any more, by whatever channel."""
        if deadline_ids:
            await self._reminders.withdraw(deadline_ids, self._now)
            await self._deliveries.withdraw(*caused_by(deadline_ids))

    async def replan(self, limit: int) -> int:
        """Give open deadlines planned with another basis new times; returns how many.

        The dates themselves come from their producer; here only the days before and after move.
        """
        deadlines = await self._reminders.claim_outdated(self._basis, limit)
        organs = await self._reminders.organs(deadlines, self._basis)
        rows: list[dict[str, Any]] = []
        for deadline in deadlines:
            due, own = deadline.due, self._basis.of(deadline, organs[deadline.organ_id])
            if due is not None:
                rows += self._steps(deadline, due, self._plan_of(deadline, due, own))
            deadline.planned_with = own.edition
        await self._plan(deadlines, rows)
        return len(deadlines)

    async def _plan(self, known: Sequence[KnownDeadline], rows: Sequence[dict[str, Any]]) -> None:
        """Plan these rows, and no other steps for the deadlines that had some."""
        if known:
            ids = [deadline.id for deadline in known]
            await self._reminders.drop_steps(ids, rows, self._now)
        await self._reminders.put(rows)

    async def _is_new_assignee(self, change: Change, due: Due) -> bool:
        assignee = change.deadline.assignee
        if assignee is None or change.before is None or change.before.assignee == assignee:
            return False
        if change.deadline.asked is not None:
            return False
        return not await self._reminders.knows(change.deadline, due.key, assignee)

    def _plan_of(self, deadline: KnownDeadline, due: Due, own: OwnBasis) -> Plan:
        """The steps on the way; none where somebody is asked to act, who is told once."""
        if deadline.asked is not None:
            return Plan(coming=(), passed=())
        return plan_steps(own.policy, due, own.calendar, self._now)

    def _steps(self, deadline: KnownDeadline, due: Due, plan: Plan) -> Iterable[dict[str, Any]]:
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
        change: Change,
        due: Due,
        announcement: Announcement,
        roles: Iterable[Role],
        occurred_at: datetime,
    ) -> dict[str, Any]:
        before = change.before
        was = before.due if before is not None and before.is_open else None
        return _row(
            change.deadline,
            due,
            step=announcement.value,
            occasion=change.deadline.revision,
            roles=roles,
            remind_at=min(occurred_at, self._now),
            state=ReminderState.PLANNED,
            closed_at=None,
            due_before=None if was is None or was == due else was.key,
            because=change.because,
        )


def _row(
    deadline: KnownDeadline,
    due: Due,
    *,
    step: str,
    occasion: int,
    roles: Iterable[Role],
    remind_at: datetime,
    state: ReminderState,
    closed_at: datetime | None,
    due_before: str | None = None,
    because: str | None = None,
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "deadline_id": deadline.id,
        "due": due.key,
        "step": step,
        "occasion": occasion,
        "roles": list(roles),
        "remind_at": remind_at,
        "state": state,
        "closed_at": closed_at,
        "due_before": due_before,
        "because": because,
    }
