"""Rows of reminders, always under the lock of their deadline."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    any_,
    case,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Role
from gongkai.calendar import WorkingCalendar
from gongkai.reference.organs import ReferenceOrgan
from notifier.deadlines.models import OPEN, Deadline
from notifier.inbox.models import Notification
from notifier.people.models import Person
from notifier.reminders.models import Reminder, ReminderState

_NOT_SENT = (ReminderState.PLANNED, ReminderState.UNADDRESSED)
_OPEN_TO_REPLANNING = [
    state.value for state in (ReminderState.PLANNED, ReminderState.WITHDRAWN, ReminderState.SKIPPED)
]


class ReminderRepository:
    """Reads and writes rows of `reminders`; claims the deadlines that they belong to."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def put(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert reminders; one that exists and was not sent takes the new time.

        One still planned stays so even where its time has passed meanwhile: the sweep owes it.
        """
        if not rows:
            return
        statement = insert(Reminder)
        is_planned = Reminder.state == ReminderState.PLANNED
        await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["deadline_id", "due", "step", "occasion"],
                set_={
                    "roles": statement.excluded.roles,
                    "remind_at": statement.excluded.remind_at,
                    "state": case((is_planned, Reminder.state), else_=statement.excluded.state),
                    "closed_at": case((is_planned, None), else_=statement.excluded.closed_at),
                },
                where=Reminder.state == any_(literal(_OPEN_TO_REPLANNING, ARRAY(Text))),
            ),
            list(rows),
        )

    async def withdraw(self, deadline_ids: Collection[UUID], now: datetime) -> None:
        """Withdraw what was not sent of these deadlines."""
        await self._session.execute(
            update(Reminder)
            .where(Reminder.deadline_id.in_(deadline_ids), Reminder.state.in_(_NOT_SENT))
            .values(state=ReminderState.WITHDRAWN, closed_at=now),
            execution_options={"synchronize_session": False},
        )

    async def knows(self, deadline: Deadline, due: str, subject: str) -> bool:
        """Whether this person was told of this date, or is about to be: an announcement waits."""
        told = (
            select(Notification.id)
            .join(Reminder, Reminder.id == Notification.reminder_id)
            .where(
                Reminder.deadline_id == deadline.id,
                Reminder.due == due,
                Notification.subject == subject,
            )
        )
        waiting = select(Reminder.id).where(
            Reminder.deadline_id == deadline.id,
            Reminder.due == due,
            Reminder.occasion > 0,
            Reminder.state.in_(_NOT_SENT),
        )
        return bool(await self._session.scalar(select(or_(told.exists(), waiting.exists()))))

    async def claim_due(self, now: datetime, limit: int) -> Sequence[Deadline]:
        """Lock deadlines with reminders to send, the longest waiting first; skips locked ones."""
        planned = (
            select(Reminder.deadline_id)
            .where(Reminder.state == ReminderState.PLANNED, Reminder.remind_at <= now)
            .order_by(Reminder.remind_at)
            .limit(limit)
        )
        found = await self._lock(Deadline.id.in_(planned), limit)
        return found or await self._lock(Deadline.id.in_(_addressable(limit)), limit)

    async def claim_outdated(self, calendar: WorkingCalendar, limit: int) -> Sequence[Deadline]:
        """Lock open deadlines whose reminders were planned with another calendar than theirs."""
        return await self._lock(
            and_(
                Deadline.state == OPEN,
                Deadline.calendar_version.is_distinct_from(_edition_of_deadline(calendar)),
            ),
            limit,
        )

    async def calendars(
        self, organ_ids: Collection[UUID], calendar: WorkingCalendar
    ) -> Mapping[UUID, WorkingCalendar]:
        """The calendar of each organ: a region may have days of rest of its own."""
        regions: dict[UUID, str | None] = {}
        if calendar.regions:
            found = await self._session.execute(
                select(ReferenceOrgan.id, ReferenceOrgan.region_code).where(
                    ReferenceOrgan.id.in_(organ_ids)
                )
            )
            regions = dict(found.all())
        return {o: calendar.for_jurisdiction(regions.get(o)) for o in organ_ids}

    async def _lock(self, condition: ColumnElement[bool], limit: int) -> Sequence[Deadline]:
        statement = (
            select(Deadline)
            .where(condition)
            .order_by(Deadline.id)
            .limit(limit)
            .with_for_update(key_share=True, skip_locked=True)
        )
        return (
            await self._session.scalars(statement, execution_options={"populate_existing": True})
        ).all()

    async def due(self, deadline_ids: Collection[UUID], now: datetime) -> Sequence[Reminder]:
        """The reminders of locked deadlines that are to be sent now."""
        statement = (
            select(Reminder)
            .where(
                Reminder.deadline_id.in_(deadline_ids),
                or_(
                    and_(Reminder.state == ReminderState.PLANNED, Reminder.remind_at <= now),
                    Reminder.state == ReminderState.UNADDRESSED,
                ),
            )
            .order_by(Reminder.deadline_id, Reminder.remind_at, Reminder.id)
        )
        return (await self._session.scalars(statement)).all()

    async def of_deadline(self, deadline_id: UUID) -> Sequence[Reminder]:
        """Every reminder of a deadline in order of time."""
        statement = (
            select(Reminder)
            .where(Reminder.deadline_id == deadline_id)
            .order_by(Reminder.remind_at, Reminder.id)
        )
        return (await self._session.scalars(statement)).all()

    async def oldest_due(self, now: datetime) -> datetime | None:
        """The time of the longest waiting reminder that should have been sent."""
        return await self._session.scalar(
            select(func.min(Reminder.remind_at)).where(
                Reminder.state == ReminderState.PLANNED, Reminder.remind_at <= now
            )
        )

    async def count_unaddressed(self) -> int:
        """How many reminders wait because nobody is there to be told."""
        statement = select(func.count()).where(Reminder.state == ReminderState.UNADDRESSED)
        return await self._session.scalar(statement) or 0


def edition(calendar: WorkingCalendar, region: str | None = None) -> str:
    """By what a deadline remembers the calendar that its reminders were planned with."""
    region = calendar.jurisdiction if region is None else region
    return f"{calendar.version}/{region}" if region else calendar.version


def _edition_of_deadline(calendar: WorkingCalendar) -> ColumnElement[str] | str:
    """The edition of the calendar of a deadline's organ, in SQL: the longest prefix wins."""
    national = edition(calendar)
    if not calendar.regions:
        return national
    regional = [
        (ReferenceOrgan.region_code.startswith(region), edition(calendar, region))
        for region in calendar.regions
    ]
    of_organ = select(case(*regional, else_=national)).where(ReferenceOrgan.id == Deadline.organ_id)
    return func.coalesce(of_organ.scalar_subquery(), national)


def _addressable(limit: int) -> Select[UUID]:
    """Deadlines whose unaddressed reminders have somebody to go to now."""
    wanted = func.array_append(Reminder.roles, sql_cast(literal(Role.HEAD.value), Text))
    somebody = select(Person.id).where(
        Person.organ_id == Deadline.organ_id,
        Person.is_active,
        or_(
            Person.roles.overlap(sql_cast(wanted, ARRAY(Text))), Person.subject == Deadline.assignee
        ),
    )
    return (
        select(Reminder.deadline_id)
        .join(Deadline, Deadline.id == Reminder.deadline_id)
        .where(Reminder.state == ReminderState.UNADDRESSED, somebody.exists())
        .limit(limit)
    )
