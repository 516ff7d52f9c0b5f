"""The one mechanism on rows of due work: claim, record what became of it, decide on the dead.

Everything happens in the caller's transaction. A claim is short, the work follows after its commit,
and what became of it is recorded under the lease: who lost it meanwhile (was slower than the lease)
records nothing, because another worker has the row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random, SystemRandom
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db import new_id
from gongkai.db.base import EnumText
from gongkai.time import PlatformClock
from gongkai.work.backoff import Backoff
from gongkai.work.rows import WorkRow, WorkState

R = TypeVar("R", bound=WorkRow)

WORKER_LOST = "worker_lost"
"""The error of work whose worker did not come back from its last attempt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a feature's work is done."""

    backoff: Backoff
    lease: timedelta = timedelta(seconds=60)
    """How long a worker may take for what it claimed; then another one may claim it."""
    batch: int = 10
    """How many rows are claimed at once; all of them are done within the lease."""


@dataclass(frozen=True, slots=True)
class Claim(Generic[R]):
    """A row that this worker has, as it was claimed, until its lease ends."""

    row: R
    lease: UUID
    attempts: int

    @property
    def id(self) -> UUID:
        """The row's id."""
        return self.row.id


class DueWork(Generic[R]):
    """A feature's table of due work, in one transaction; the rows of it that `only` leaves."""

    def __init__(
        self,
        session: AsyncSession,
        model: type[R],
        terms: Terms,
        clock: PlatformClock,
        random: Random | None = None,
        only: Sequence[ColumnElement[bool]] = (),
    ) -> None:
        self._session = session
        self._model = model
        self._only = only
        self._terms = terms
        self._clock = clock
        self._random = random or SystemRandom()

    async def add(self, *rows: Mapping[str, Any]) -> None:
        """Create work, due now unless a row says otherwise; what exists by a unique key stays."""
        now = self._clock.now()
        made = [{"id": new_id(), "due_at": now, "created_at": now, **row} for row in rows]
        if made:
            await self._session.execute(insert(self._model).on_conflict_do_nothing(), made)

    async def claim(self) -> Sequence[Claim[R]]:
        """Take a batch of what is due and nobody holds under a lease; skips locked rows.

        Each claim counts as an attempt from now. What was abandoned at its last is given up.
        """
        now, lease = self._clock.now(), new_id()
        await self._give_up_abandoned(now)
        rows = (
            await self._session.scalars(
                select(self._model)
                .where(self._is_free(now), self._model.attempts < self._max_attempts)
                .order_by(self._model.due_at, self._model.id)
                .limit(self._terms.batch)
                .with_for_update(skip_locked=True)
            )
        ).all()
        for row in rows:
            row.attempts += 1
            row.lease, row.lease_until = lease, now + self._terms.lease
        await self._session.flush()
        return [Claim(row, lease, row.attempts) for row in rows]

    async def _give_up_abandoned(self, now: datetime) -> None:
        abandoned = (
            select(self._model.id)
            .where(self._is_free(now), self._model.attempts >= self._max_attempts)
            .limit(self._terms.batch)
            .with_for_update(skip_locked=True)
            .cte("abandoned")
        )
        await self._session.execute(
            update(self._model)
            .where(self._model.id.in_(select(abandoned.c.id)))
            .values(
                state=WorkState.DEAD,
                closed_at=now,
                lease=None,
                lease_until=None,
                last_error=func.coalesce(self._model.last_error, WORKER_LOST),
            ),
            execution_options={"synchronize_session": False},
        )

    async def hold(self, *claims: Claim[R]) -> Sequence[R]:
        """The rows of one claim as they are now, locked, in the order of their ids; without those
        whose lease was lost or whose work was withdrawn.
        """
        statement = (
            select(self._model)
            .where(self._is(WorkState.PENDING), *self._held(*claims))
            .order_by(self._model.id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
        return (await self._session.scalars(statement)).all()

    async def report(self, claim: Claim[R], progress: Mapping[str, Any]) -> bool:
        """Say how far it is, and take another lease's time; False when the lease was lost."""
        until = self._clock.now() + self._terms.lease
        values = {"progress": dict(progress), "lease_until": until}
        return await self._record(claim, values, (WorkState.PENDING,))

    async def finish(self, claim: Claim[R], **values: object) -> bool:
        """It is done; False when the lease was lost: another worker does it too.

        `values` are further columns of the row (`result`). What was withdrawn while it was on its
        way and was done all the same is recorded as done.
        """
        states = (WorkState.PENDING, WorkState.WITHDRAWN)
        return await self._close(claim, WorkState.DONE, states, last_error=None, **values)

    async def finish_held(self, rows: Sequence[R]) -> None:
        """These are done, which are held in this transaction."""
        await self._session.execute(
            update(self._model)
            .where(self._model.id.in_([row.id for row in rows]))
            .values(**self._closed(WorkState.DONE), last_error=None),
            execution_options={"synchronize_session": False},
        )

    async def fail(self, claim: Claim[R], error: str, *, is_final: bool = False) -> bool:
        """It failed with this code: try again later, or give up. False when the lease was lost."""
        backoff, now = self._terms.backoff, self._clock.now()
        again = None if is_final else backoff.next_attempt(claim.attempts, now, self._random)
        states = (WorkState.PENDING,)
        if again is None:
            return await self._close(claim, WorkState.DEAD, states, last_error=error)
        values = {"due_at": again, "last_error": error, "lease": None, "lease_until": None}
        return await self._record(claim, values, states)

    async def go_on(self, claim: Claim[R]) -> bool:
        """A part is done: the rest is due now, behind what waits already, with all its attempts."""
        values = {
            "due_at": self._clock.now(),
            "attempts": 0,
            "last_error": None,
            "lease": None,
            "lease_until": None,
        }
        return await self._record(claim, values, (WorkState.PENDING,))

    async def drop(self, claim: Claim[R], reason: str) -> bool:
        """What was claimed is for nothing any more, for this reason (a code)."""
        states = (WorkState.PENDING,)
        return await self._close(claim, WorkState.WITHDRAWN, states, last_error=reason)

    async def withdraw(self, *criteria: ColumnElement[bool]) -> None:
        """Do not do any more what is pending by these criteria, or could be redriven.

        The lease stays: see `finish`.
        """
        for state in (WorkState.PENDING, WorkState.DEAD):  # one each: both have a partial index
            await self._session.execute(
                update(self._model)
                .where(self._is(state), *criteria)
                .values(state=WorkState.WITHDRAWN, closed_at=self._clock.now()),
                execution_options={"synchronize_session": False},
            )

    async def redrive(self, work_id: UUID) -> R | None:
        """Do dead work again, now and with all its attempts; None where none is dead by this id."""
        row = await self._dead_one(work_id)
        if row is not None:
            row.state, row.closed_at = WorkState.PENDING, None
            row.attempts, row.due_at = 0, self._clock.now()
            row.lease = row.lease_until = None
        return row

    async def discard(self, work_id: UUID) -> R | None:
        """Decide that dead work is not done; None where none is dead by this id."""
        row = await self._dead_one(work_id)
        if row is not None:
            row.state, row.closed_at = WorkState.DISCARDED, self._clock.now()
        return row

    async def dead(self) -> Sequence[R]:
        """Everything that was given up and waits for a decision, the oldest first."""
        statement = select(self._model).where(self._is(WorkState.DEAD)).order_by(self._model.id)
        return (await self._session.scalars(statement)).all()

    async def count_dead(self) -> int:
        """How much was given up and waits for a decision."""
        statement = select(func.count()).select_from(self._model).where(self._is(WorkState.DEAD))
        return await self._session.scalar(statement) or 0

    async def oldest_due(self) -> datetime | None:
        """Since when the longest waiting work could have been done."""
        return await self._session.scalar(
            select(func.min(self._model.due_at)).where(
                self._is(WorkState.PENDING), self._model.due_at <= self._clock.now()
            )
        )

    @property
    def _max_attempts(self) -> int:
        return self._terms.backoff.max_attempts

    def _is(self, state: WorkState) -> ColumnElement[bool]:
        """Written out and not bound: a plan for any state could not use a partial index."""
        is_so = self._model.state == literal(state, EnumText(WorkState), literal_execute=True)
        return and_(is_so, *self._only)

    def _is_free(self, now: datetime) -> ColumnElement[bool]:
        free = or_(self._model.lease_until.is_(None), self._model.lease_until <= now)
        return self._is(WorkState.PENDING) & (self._model.due_at <= now) & free

    def _held(self, *claims: Claim[R]) -> tuple[ColumnElement[bool], ...]:
        """Of one claim: its rows have one lease."""
        ids = [claim.id for claim in claims]
        return self._model.id.in_(ids), self._model.lease.in_({claim.lease for claim in claims})

    async def _dead_one(self, work_id: UUID) -> R | None:
        statement = (
            select(self._model)
            .where(self._model.id == work_id, self._is(WorkState.DEAD))
            .with_for_update(key_share=True)
        )
        return (await self._session.scalars(statement)).one_or_none()

    async def _close(
        self, claim: Claim[R], to: WorkState, states: Sequence[WorkState], **values: object
    ) -> bool:
        return await self._record(claim, self._closed(to) | values, states)

    def _closed(self, to: WorkState) -> dict[str, Any]:
        return {"state": to, "closed_at": self._clock.now(), "lease": None, "lease_until": None}

    async def _record(
        self, claim: Claim[R], values: Mapping[str, Any], states: Sequence[WorkState]
    ) -> bool:
        statement = (
            update(self._model)
            .where(*self._held(claim), self._model.state.in_(states))
            .values(**values)
            .returning(self._model.id)
        )
        found = await self._session.scalar(
            statement, execution_options={"synchronize_session": False}
        )
        return found is not None
