"""Rows of reminders, always under the lock of their deadline."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Select,
    TableValuedAlias,
    Text,
    Uuid,
    and_,
    case,
    column,
    func,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import TypeEngine

from gongkai.db.base import among, table_of
from gongkai.reference.organs import ReferenceOrgan
from notifier.deadlines.models import IS_OPEN, KnownDeadline
from notifier.deliveries.models import OutgoingMessage
from notifier.messages.models import Cause, Notification
from notifier.people.models import Staff
from notifier.policies.reading import Basis, Organs, OrganTraits
from notifier.reminders.models import IS_PLANNED, IS_UNADDRESSED, Reminder, ReminderState
from notifier.reminders.outdated_repository import ways_to_be_outdated

_NOT_SENT = (ReminderState.PLANNED, ReminderState.UNADDRESSED)
_OPEN_TO_REPLANNING = (ReminderState.PLANNED, ReminderState.WITHDRAWN, ReminderState.SKIPPED)

_WRITTEN: Mapping[str, TypeEngine[Any]] = {
    "id": Uuid(),
    "deadline_id": Uuid(),
    "due": Text(),
    "step": Text(),
    "occasion": BigInteger(),
    "roles": Text(),
    "remind_at": DateTime(timezone=True),
    "state": Text(),
    "closed_at": DateTime(timezone=True),
    "due_before": Text(),
    "because": Text(),
}
"""The columns of a planned reminder, as many are handed over at once: an array each, since a
statement of many rows is another one for each number of them. Roles, which are many, as one text.
"""


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
        told = _as_table(rows, _WRITTEN)
        statement = insert(Reminder).from_select(
            [*_WRITTEN], select(*(_read(told, name) for name in _WRITTEN))
        )
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
        )

    async def drop_steps(
        self, deadline_ids: Collection[UUID], kept: Sequence[Mapping[str, Any]], now: datetime
    ) -> None:
        """Withdraw the planned steps of these deadlines that are not among the rows to keep."""
        keys = ("deadline_id", "due", "step")
        known = _as_table(kept, {name: _WRITTEN[name] for name in keys})
        same = (getattr(Reminder, name) == known.c[name] for name in keys)
        await self._session.execute(
            update(Reminder)
            .where(
                among(Reminder.deadline_id, deadline_ids),
                IS_PLANNED,
                Reminder.occasion == 0,
                ~select(known.c.step).where(*same).exists(),
            )
            .values(state=ReminderState.WITHDRAWN, closed_at=now),
            execution_options={"synchronize_session": False},
        )

    async def look_again(self, deadline_id: UUID) -> None:
        """Who is responsible has changed: what had nobody to be told may have somebody now."""
        await self._session.execute(
            update(Reminder)
            .where(Reminder.deadline_id == deadline_id, IS_UNADDRESSED)
            .values(staff_version=None),
            execution_options={"synchronize_session": False},
        )

    async def withdraw(self, deadline_ids: Collection[UUID], now: datetime) -> None:
        """Withdraw what was not sent of these deadlines."""
        await self._session.execute(
            update(Reminder)
            .where(among(Reminder.deadline_id, deadline_ids), Reminder.state.in_(_NOT_SENT))
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
            .where(IS_PLANNED, Reminder.remind_at <= now)
            .order_by(Reminder.remind_at)
            .limit(limit)
        )
        for waiting in (planned, _of_other_people(limit), _of_another_staff(limit)):
            found = await self._lock(KnownDeadline.id.in_(waiting), limit)
            if found:
                return found
        return ()

    async def claim_outdated(self, basis: Basis, limit: int) -> Sequence[KnownDeadline]:
        """Lock open deadlines whose reminders were planned with another basis than theirs."""
        for outdated in ways_to_be_outdated(basis):
            found = await self._lock(IS_OPEN & outdated, limit)
            if found:
                return found
        return ()

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
                    and_(IS_PLANNED, Reminder.remind_at <= now),
                    IS_UNADDRESSED,
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
            select(func.min(Reminder.remind_at)).where(IS_PLANNED, Reminder.remind_at <= now)
        )

    async def count_unaddressed(self) -> int:
        """How many reminders wait because nobody is there to be told."""
        statement = select(func.count()).select_from(Reminder).where(IS_UNADDRESSED)
        return await self._session.scalar(statement) or 0


def _as_table(
    rows: Sequence[Mapping[str, Any]], columns: Mapping[str, TypeEngine[Any]]
) -> TableValuedAlias:
    arrays = [
        literal([_plain(row[name]) for row in rows], ARRAY(kind)) for name, kind in columns.items()
    ]
    valued = (column(name, kind) for name, kind in columns.items())
    return func.unnest(*arrays).table_valued(*valued, name="given").render_derived()


def _plain(value: Any) -> Any:  # noqa: ANN401 - a column's value
    return ",".join(value) if isinstance(value, list) else value


def _read(given: TableValuedAlias, name: str) -> ColumnElement[Any]:
    return func.string_to_array(given.c.roles, ",") if name == "roles" else given.c[name]


def caused_by(deadline_ids: Collection[UUID]) -> tuple[ColumnElement[bool], ...]:
    """The messages that some reminder of these deadlines caused."""
    reminders = select(Reminder.id).where(among(Reminder.deadline_id, deadline_ids))
    return OutgoingMessage.cause_kind == Cause.REMINDER, OutgoingMessage.cause_id.in_(reminders)


def told_for_reminder() -> ColumnElement[bool]:
    """Joins notifications to the reminder that caused them."""
    return and_(Notification.cause_kind == Cause.REMINDER, Notification.cause_id == Reminder.id)


def _of_other_people(limit: int) -> Select[UUID]:
    """Deadlines with reminders that nobody was there for, for which others are responsible since.

    Who of them is told decides `notifier.people.recipients`, and nothing else.
    """
    looked_for = IS_UNADDRESSED, Reminder.staff_version.is_(None)
    return select(Reminder.deadline_id).where(*looked_for).limit(limit)


def _of_another_staff(limit: int) -> Select[UUID]:
    """Those of organs that have other people since: a staff's version only grows."""
    staff = table_of(Staff)
    waiting = (
        select(Reminder.deadline_id)
        .where(
            IS_UNADDRESSED,
            Reminder.staff_organ_id == staff.c.organ_id,
            Reminder.staff_version < staff.c.version,
        )
        .limit(limit)
        .correlate(staff)
        .lateral("waiting")
    )
    return select(waiting.c.deadline_id).select_from(staff.join(waiting, true())).limit(limit)
