"""Rows of deliveries: inserted with their notification, claimed under a lease, closed once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Permission, Principal
from gongkai.http.paging import Keyset, Pager, Rows
from gongkai.reference.organs import in_scope_of, in_subtree_of
from notifier.deliveries.models import Delivery, DeliveryState
from notifier.inbox.models import Notification
from notifier.people.models import Person

NEWEST_FIRST = Keyset((Delivery.id,), descending=True)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that this worker may send, what it says and to whom (None: nobody any more)."""

    delivery: Delivery
    notification: Notification
    person: Person | None


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """The deliveries that exist for a caller; who manages them does so for the organs below too."""
    if principal.allows(Permission.NOTIFICATIONS_MANAGE):
        return in_subtree_of(principal, Delivery.organ_id)
    return in_scope_of(principal, Delivery.organ_id)


class DeliveryRepository:
    """Reads and writes rows of `deliveries`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def insert(self, rows: Sequence[dict[str, Any]]) -> None:
        """Create deliveries; one that exists for notification and channel stays the only one."""
        if rows:
            await self._session.execute(insert(Delivery).on_conflict_do_nothing(), list(rows))

    async def withdraw(self, deadline_ids: Collection[UUID], now: datetime) -> None:
        """Do not send any more what is pending for these deadlines, or could be redriven."""
        theirs = Delivery.deadline_id.in_(deadline_ids)
        await self._session.execute(
            update(Delivery)
            .where(
                # Not one condition on the state: each of the two has a partial index.
                or_(
                    and_(theirs, Delivery.state == DeliveryState.PENDING),
                    and_(theirs, Delivery.state == DeliveryState.DEAD),
                )
            )
            .values(state=DeliveryState.WITHDRAWN, closed_at=now),
            execution_options={"synchronize_session": False},
        )

    async def give_up_abandoned(self, max_attempts: int, now: datetime) -> None:
        """Declare dead what a worker did not come back from at its last attempt."""
        await self._session.execute(
            update(Delivery)
            .where(
                Delivery.state == DeliveryState.PENDING,
                Delivery.attempts >= max_attempts,
                Delivery.lease_until <= now,
            )
            .values(
                state=DeliveryState.DEAD,
                closed_at=now,
                last_error=func.coalesce(Delivery.last_error, "worker_lost"),
            ),
            execution_options={"synchronize_session": False},
        )

    async def claim(self, now: datetime, limit: int) -> Sequence[Claimed]:
        """Lock deliveries that are due and that no worker holds; skips locked ones."""
        statement = (
            select(Delivery)
            .where(
                Delivery.state == DeliveryState.PENDING,
                Delivery.next_attempt_at <= now,
                or_(Delivery.lease_until.is_(None), Delivery.lease_until <= now),
            )
            .order_by(Delivery.next_attempt_at, Delivery.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        deliveries = (await self._session.scalars(statement)).all()
        if not deliveries:
            return []
        return await self._with_people(deliveries)

    async def _with_people(self, deliveries: Sequence[Delivery]) -> Sequence[Claimed]:
        statement = (
            select(Notification, Person)
            .outerjoin(
                Person,
                (Person.subject == Notification.subject)
                & Person.is_active
                & (Person.organ_id == Notification.organ_id),
            )
            .where(Notification.id.in_([d.notification_id for d in deliveries]))
        )
        found = {row.Notification.id: row for row in await self._session.execute(statement)}
        return [
            Claimed(d, found[d.notification_id].Notification, found[d.notification_id].Person)
            for d in deliveries
        ]

    async def record(self, delivery_id: UUID, lease: UUID, values: dict[str, Any]) -> bool:
        """Write down the outcome of an attempt; False when the lease was lost meanwhile.

        What was withdrawn while it was on its way and did leave is recorded as sent.
        """
        is_sent = values["state"] == DeliveryState.SENT
        states = [DeliveryState.PENDING] + ([DeliveryState.WITHDRAWN] if is_sent else [])
        statement = (
            update(Delivery)
            .where(Delivery.id == delivery_id, Delivery.lease == lease, Delivery.state.in_(states))
            .values(lease=None, lease_until=None, **values)
            .returning(Delivery.id)
        )
        return await self._session.scalar(statement) is not None

    async def dead(self, delivery_id: UUID) -> Delivery | None:
        """A dead delivery, locked."""
        statement = (
            select(Delivery)
            .where(Delivery.id == delivery_id, Delivery.state == DeliveryState.DEAD)
            .with_for_update()
        )
        return (await self._session.scalars(statement)).one_or_none()

    async def all_dead(self) -> Sequence[Delivery]:
        """Every dead delivery, the oldest first."""
        statement = (
            select(Delivery).where(Delivery.state == DeliveryState.DEAD).order_by(Delivery.id)
        )
        return (await self._session.scalars(statement)).all()

    async def page(
        self,
        principal: Principal,
        *,
        state: str | None,
        deadline_id: UUID | None,
        pager: Pager,
    ) -> Rows[Delivery]:
        """A page of the deliveries, the newest first."""
        statement = select(Delivery).where(visible_to(principal))
        if state is not None:
            statement = statement.where(Delivery.state == state)
        if deadline_id is not None:
            statement = statement.where(Delivery.deadline_id == deadline_id)
        return pager.page((await self._session.scalars(pager.apply(statement))).all())

    async def oldest_due(self, now: datetime) -> datetime | None:
        """Since when the longest waiting delivery could have been sent."""
        return await self._session.scalar(
            select(func.min(Delivery.next_attempt_at)).where(
                Delivery.state == DeliveryState.PENDING, Delivery.next_attempt_at <= now
            )
        )

    async def count_dead(self) -> int:
        """How many deliveries were given up and wait for a decision."""
        statement = select(func.count()).where(Delivery.state == DeliveryState.DEAD)
        return await self._session.scalar(statement) or 0
