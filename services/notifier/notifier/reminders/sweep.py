"""Send the reminders whose time has come: notifications and deliveries in one transaction.

Nothing external happens here, so the transaction is the whole guarantee: a reminder is `sent` if
and only if its notifications exist, whatever crashes and however many sweepers run.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.calendar import OutsideCalendar, WorkingCalendar
from gongkai.db import new_id
from gongkai.time import PlatformClock
from notifier.deadlines.models import OPEN, Deadline
from notifier.deliveries.models import Channel, DeliveryState
from notifier.deliveries.repository import DeliveryRepository
from notifier.inbox.repository import NotificationRepository
from notifier.people.recipients import recipients
from notifier.people.repository import Addressee, PersonRepository
from notifier.reminders.models import Reminder, ReminderState
from notifier.reminders.plan import LATE_AFTER, Announcement, DueReminder, leading
from notifier.reminders.repository import ReminderRepository

BATCH = 100


class Sweep:
    """One batch of due reminders, in the caller's transaction."""

    def __init__(
        self, session: AsyncSession, clock: PlatformClock, calendar: WorkingCalendar
    ) -> None:
        self._session = session
        self._reminders = ReminderRepository(session)
        self._notifications = NotificationRepository(session)
        self._deliveries = DeliveryRepository(session)
        self._people = PersonRepository(session)
        self._calendar = calendar
        self._now = clock.now()
        self._today = clock.today()

    async def run(self, limit: int = BATCH) -> int:
        """Send what is due of at most `limit` deadlines; returns how many were looked at."""
        deadlines = await self._reminders.claim_due(self._now, limit)
        if not deadlines:
            return 0
        due: dict[UUID, list[Reminder]] = defaultdict(list)
        for reminder in await self._reminders.due([d.id for d in deadlines], self._now):
            due[reminder.deadline_id].append(reminder)
        organ_ids = {deadline.organ_id for deadline in deadlines}
        people = await self._staff(organ_ids)
        calendars = await self._reminders.calendars(organ_ids, self._calendar)
        rows: list[dict[str, Any]] = []
        for deadline in deadlines:
            remaining = self._remaining(deadline, calendars[deadline.organ_id])
            staff = people.get(deadline.organ_id, [])
            rows += self._send(deadline, due[deadline.id], staff, remaining)
        await self._session.flush()
        await self._create(rows, people)
        return len(deadlines)

    async def _staff(self, organ_ids: Collection[UUID]) -> Mapping[UUID, list[Addressee]]:
        found: dict[UUID, list[Addressee]] = defaultdict(list)
        for person in await self._people.addressees(organ_ids):
            found[person.organ_id].append(person)
        return found

    def _send(
        self,
        deadline: Deadline,
        due: Sequence[Reminder],
        people: Sequence[Addressee],
        remaining: int | None,
    ) -> list[dict[str, Any]]:
        """Close the due reminders of one deadline; the notifications to create for them."""
        if not due:
            return []
        if deadline.state != OPEN:
            self._close(due, ReminderState.WITHDRAWN)
            return []
        lead = due[leading(DueReminder(r.step, r.remind_at, r.occasion) for r in due)]
        roles = frozenset(role for reminder in due for role in reminder.roles)
        told = recipients(people, roles, deadline.assignee)
        self._close([r for r in due if r is not lead], ReminderState.MERGED)
        self._close([lead], ReminderState.SENT if told else ReminderState.UNADDRESSED)
        lead.is_late = self._now - lead.remind_at > LATE_AFTER
        return [self._notification(deadline, lead, person, remaining) for person in told]

    def _close(self, reminders: Sequence[Reminder], state: ReminderState) -> None:
        for reminder in reminders:
            reminder.state, reminder.closed_at = state.value, self._now

    def _notification(
        self, deadline: Deadline, reminder: Reminder, person: Addressee, remaining: int | None
    ) -> dict[str, Any]:
        return {
            "id": new_id(),
            "reminder_id": reminder.id,
            "deadline_id": deadline.id,
            "subject": person.subject,
            "organ_id": deadline.organ_id,
            "step": reminder.step,
            "is_urgent": reminder.step == Announcement.MOVED_EARLIER,
            "is_late": reminder.is_late,
            "rule": deadline.rule,
            "ref_kind": deadline.ref_kind,
            "ref_id": deadline.ref_id,
            "ref_number": deadline.ref_number,
            "due_on": deadline.due_on,
            "due_at": deadline.due_at,
            "is_provisional": deadline.is_provisional,
            "remaining_working_days": remaining,
            "created_at": self._now,
        }

    def _remaining(self, deadline: Deadline, calendar: WorkingCalendar) -> int | None:
        if deadline.due_on is None:
            return None
        try:
            return calendar.working_days_between(self._today, deadline.due_on)
        except OutsideCalendar:
            return None

    async def _create(
        self, rows: list[dict[str, Any]], people: Mapping[UUID, list[Addressee]]
    ) -> None:
        """Insert notifications, and a delivery for each new one whose person has an address."""
        if not rows:
            return
        created = await self._notifications.insert(rows)
        with_email = {p.subject for staff in people.values() for p in staff if p.has_email}
        await self._deliveries.insert(
            [
                {
                    "id": new_id(),
                    "notification_id": row["id"],
                    "deadline_id": row["deadline_id"],
                    "organ_id": row["organ_id"],
                    "channel": Channel.EMAIL.value,
                    "state": DeliveryState.PENDING.value,
                    "next_attempt_at": self._now,
                    "created_at": self._now,
                }
                for row in rows
                if row["id"] in created and row["subject"] in with_email
            ]
        )
