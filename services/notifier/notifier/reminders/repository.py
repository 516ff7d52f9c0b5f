"""Rows of reminders, always under the lock of their deadline."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.reference.organs import ReferenceOrgan
from notifier.deadlines.models import KnownDeadline, KnownState
from notifier.deliveries.models import OutgoingMessage
from notifier.messages.models import Cause, Notification
from notifier.people.models import Staff
from notifier.policies.reading import Basis, Organs, OrganTraits
from notifier.reminders.models import Reminder, ReminderState

_NOT_SENT = (ReminderState.PLANNED, ReminderState.UNADDRESSED)
_OPEN_TO_REPLANNING = (ReminderState.PLANNED, ReminderState.WITHDRAWN, ReminderState.SKIPPED)


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
                where=or_(*(Reminder.state == state for state in _OPEN_TO_REPLANNING)),
            ),
            list(rows),
        )

    async def drop_steps(
        self, deadline_ids: Collection[UUID], kept: Sequence[Mapping[str, Any]], now: datetime
    ) -> None:
        """Withdraw the planned steps of these deadlines that are not among the rows to keep."""
        step = tuple_(Reminder.deadline_id, Reminder.due, Reminder.step)
        keys = [(row["deadline_id"], row["due"], row["step"]) for row in kept]
        await self._session.execute(
            update(Reminder)
            .where(
                Reminder.deadline_id.in_(deadline_ids),
                Reminder.state == ReminderState.PLANNED,
                Reminder.occasion == 0,
                step.not_in(keys),
            )
            .values(state=ReminderState.WITHDRAWN, closed_at=now),
            execution_options={"synchronize_session": False},
        )

    async def look_again(self, deadline_id: UUID) -> None:
        """Who is responsible has changed: what had nobody to be told may have somebody now."""
        await self._session.execute(
            update(Reminder)
            .where(Reminder.deadline_id == deadline_id, Reminder.state == ReminderState.UNADDRESSED)
            .values(staff_version=None),
            execution_options={"synchronize_session": False},
        )

    async def withdraw(self, deadline_ids: Collection[UUID], now: datetime) -> None:
        """Withdraw what was not sent of these deadlines."""
        await self._session.execute(
            update(Reminder)
            .where(Reminder.deadline_id.in_(deadline_ids), Reminder.state.in_(_NOT_SENT))
            .values(state=ReminderState.WITHDRAWN, closed_at=now),
            execution_options={"synchronize_session": False},
        )

    async def knows(self, deadline: KnownDeadline, due: str, subject: str) -> bool:
        """Whether this person was told of this date, or is about to be: an announcement waits."""
        told = (
            select(Notification.id)
            .join(Reminder, told_for_reminder())
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

    async def claim_due(self, now: datetime, limit: int) -> Sequence[KnownDeadline]:
        """Lock deadlines with reminders to send, the longest waiting first; skips locked ones."""
        planned = (
            select(Reminder.deadline_id)
            .where(Reminder.state == ReminderState.PLANNED, Reminder.remind_at <= now)
            .order_by(Reminder.remind_at)
            .limit(limit)
        )
        found = await self._lock(KnownDeadline.id.in_(planned), limit)
        return found or await self._lock(KnownDeadline.id.in_(_to_look_at_again(limit)), limit)

    async def claim_outdated(self, basis: Basis, limit: int) -> Sequence[KnownDeadline]:
        """Lock open deadlines whose reminders were planned with another basis than theirs."""
        return await self._lock(
            and_(
                KnownDeadline.state == KnownState.OPEN,
                KnownDeadline.planned_with.is_distinct_from(_edition_of_deadline(basis)),
            ),
            limit,
        )

    async def organs(self, deadlines: Iterable[KnownDeadline], basis: Basis) -> Organs:
        """What of the organs of these deadlines decides how their reminders are planned."""
        traits = dict.fromkeys((d.organ_id for d in deadlines), OrganTraits(None, ()))
        if basis.asks_for_organs:
            columns = ReferenceOrgan.id, ReferenceOrgan.region_code, ReferenceOrgan.path
            found = await self._session.execute(
                select(*columns).where(ReferenceOrgan.id.in_(traits))
            )
            for organ in found:
                traits[organ.id] = OrganTraits(organ.region_code, tuple(organ.path))
        return traits

    async def _lock(self, condition: ColumnElement[bool], limit: int) -> Sequence[KnownDeadline]:
        statement = (
            select(KnownDeadline)
            .where(condition)
            .order_by(KnownDeadline.id)
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


def caused_by(deadline_ids: Collection[UUID]) -> tuple[ColumnElement[bool], ...]:
    """The messages that some reminder of these deadlines caused."""
    reminders = select(Reminder.id).where(Reminder.deadline_id.in_(deadline_ids))
    return OutgoingMessage.cause_kind == Cause.REMINDER, OutgoingMessage.cause_id.in_(reminders)


def told_for_reminder() -> ColumnElement[bool]:
    """Joins notifications to the reminder that caused them."""
    return and_(Notification.cause_kind == Cause.REMINDER, Notification.cause_id == Reminder.id)


def _edition_of_deadline(basis: Basis) -> ColumnElement[str] | str:
    """The edition of the basis of a deadline's organ, in SQL: the longest prefix wins."""
    regions = basis.calendar.regions
    national = basis.edition(basis.calendar.jurisdiction)
    if not regions:
        return national
    regional = [
        (ReferenceOrgan.region_code.startswith(region), basis.edition(region)) for region in regions
    ]
    of_organ = select(case(*regional, else_=national)).where(
        ReferenceOrgan.id == KnownDeadline.organ_id
    )
    return func.coalesce(of_organ.scalar_subquery(), national)


def _to_look_at_again(limit: int) -> Select[UUID]:
    """Deadlines with reminders that nobody was there for, whose organ has other people since.

    Who of them is told decides `notifier.people.recipients`, and nothing else.
    """
    return (
        select(Reminder.deadline_id)
        .join(KnownDeadline, KnownDeadline.id == Reminder.deadline_id)
        .outerjoin(Staff, Staff.organ_id == KnownDeadline.organ_id)
        .where(
            Reminder.state == ReminderState.UNADDRESSED,
            Reminder.staff_version.is_distinct_from(func.coalesce(Staff.version, 0)),
        )
        .limit(limit)
    )
