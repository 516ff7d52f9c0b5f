"""Send the reminders whose time has come: notifications and deliveries in one transaction.

Nothing external happens here, so the transaction is the whole guarantee: a reminder is `sent` if
and only if its notifications exist, whatever crashes and however many sweepers run.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.calendar import OutsideCalendar, WorkingCalendar
from gongkai.time import PlatformClock
from notifier.deadlines.models import KnownDeadline
from notifier.deliveries.service import Telling, tell
from notifier.messages.deadline_reminder import (
    DEADLINE_REMINDER,
    DeadlineFacts,
    DeadlineSubject,
)
from notifier.messages.models import Cause
from notifier.people.recipients import asked_people, recipients
from notifier.people.repository import OfficeStaff, PersonRepository
from notifier.policies.reading import Basis
from notifier.reminders.models import Reminder, ReminderState
from notifier.reminders.plan import GATHERED, LATE_AFTER, Announcement, DueReminder, leading
from notifier.reminders.repository import ReminderRepository

BATCH = 100


class Sweep:
    """One batch of due reminders, in the caller's transaction."""

    def __init__(self, session: AsyncSession, clock: PlatformClock, basis: Basis) -> None:
        self._session = session
        self._reminders = ReminderRepository(session)
        self._people = PersonRepository(session)
        self._basis = basis
        self._clock = clock
        self._now = clock.now()
        self._today = clock.today()

    async def run(self, limit: int = BATCH) -> int:
        """Send what is due of at most `limit` deadlines; returns how many reminders it changed.

        Each of those is not due any more, or waits for other people than there are now; so who
        repeats this until nothing changes comes to an end.
        """
        deadlines = await self._reminders.claim_due(self._now, limit)
        if not deadlines:
            return 0
        due: dict[UUID, list[Reminder]] = defaultdict(list)
        for reminder in await self._reminders.due([d.id for d in deadlines], self._now):
            due[reminder.deadline_id].append(reminder)
        staffs = await self._people.staffs({d.organ_id for d in deadlines}, self._today)
        organs = await self._reminders.organs(deadlines, self._basis)
        tellings: list[Telling] = []
        for deadline in deadlines:
            own = self._basis.calendar.for_jurisdiction(organs[deadline.organ_id].region_code)
            tellings += self._send(deadline, due[deadline.id], staffs[deadline.organ_id], own)
        await self._session.flush()
        await tell(self._session, self._clock, tellings)
        return sum(map(len, due.values()))

    def _send(
        self,
        deadline: KnownDeadline,
        due: Sequence[Reminder],
        staff: OfficeStaff,
        calendar: WorkingCalendar,
    ) -> Iterable[Telling]:
        """Close the due reminders of one deadline; what is to be told for them."""
        if not due:
            return ()
        if not deadline.is_open:
            self._close(due, ReminderState.WITHDRAWN)
            return ()
        lead = due[leading(DueReminder(r.step, r.remind_at, r.occasion) for r in due)]
        roles = frozenset(role for reminder in due for role in reminder.roles)
        asked = deadline.people_asked
        told = (
            recipients(staff.people, roles, deadline.assignee)
            if asked is None
            else asked_people(staff.people, asked)
        )
        self._close([r for r in due if r is not lead], ReminderState.MERGED)
        self._close([lead], ReminderState.SENT if told else ReminderState.UNADDRESSED)
        lead.staff_organ_id = None if told else deadline.organ_id
        lead.staff_version = None if told else staff.version
        lead.is_late = self._now - lead.remind_at > LATE_AFTER
        facts = self._facts(deadline, lead, calendar)
        # One of many of one source: what it announces stands in the inbox and is mailed nobody.
        # What is urgent, and the steps on the way to its end, come as ever.
        is_gathered = deadline.is_gathered and lead.step in GATHERED
        return [
            Telling(
                cause_kind=Cause.REMINDER,
                cause_id=lead.id,
                template=DEADLINE_REMINDER,
                facts=facts,
                organ_id=deadline.organ_id,
                is_urgent=lead.step == Announcement.MOVED_EARLIER,
                subject=person.subject,
                channels=frozenset() if is_gathered else person.channels,
            )
            for person in told
        ]

    def _close(self, reminders: Sequence[Reminder], state: ReminderState) -> None:
        for reminder in reminders:
            reminder.state, reminder.closed_at = state, self._now

    def _facts(
        self, deadline: KnownDeadline, reminder: Reminder, calendar: WorkingCalendar
    ) -> DeadlineFacts:
        return DeadlineFacts(
            deadline_id=deadline.id,
            step=reminder.step,
            is_late=reminder.is_late,
            rule=deadline.rule,
            ref=DeadlineSubject(
                kind=deadline.ref_kind, id=deadline.ref_id, number=deadline.ref_number
            ),
            due_on=deadline.due_on,
            due_at=deadline.due_at,
            due_before=reminder.due_before,
            because=reminder.because,
            is_provisional=deadline.is_provisional,
            remaining_working_days=self._remaining(deadline, calendar),
            told_on=self._today,
        )

    def _remaining(self, deadline: KnownDeadline, calendar: WorkingCalendar) -> int | None:
        if deadline.due_on is None:
            return None
        try:
            return calendar.working_days_between(self._today, deadline.due_on)
        except OutsideCalendar:
            return None
