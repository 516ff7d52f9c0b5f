"""Recomputations and what they moved, in one session."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, func, literal, select, true, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Permission, Principal
from gongkai.db.base import table_of
from gongkai.db.ordered import First, along, arms_of, merged
from gongkai.http.paging import Keyset, Pager, Rows
from gongkai.reference.organs import (
    ReferenceOrgan,
    in_scope_of,
    in_subtree_of,
    organs_in_scope_of,
    oversees,
)
from gongkai.work import WorkState
from requests_api.matters.models import Matter
from requests_api.recomputations.kinds import Direction, RunState
from requests_api.recomputations.models import (
    Recomputation,
    RecomputationRun,
    RecomputationTally,
    RecomputedDeadline,
)
from requests_api.recomputations.region_repository import IS_UNPLANNED

_RUN, _TALLY = table_of(RecomputationRun).c, table_of(RecomputationTally).c
_MOVED, _WORK = table_of(RecomputedDeadline).c, table_of(Recomputation).c
_MATTER, _ORGAN = table_of(Matter).c, table_of(ReferenceOrgan).c
_COUNTS = ("looked_at", "moved", "earlier", "later", "failed")
NEWEST_RUN = Keyset((_RUN.number,), descending=True)
IN_ORDER = Keyset((_MOVED.id,))
FAILED_SHOWN = 100
"""How many matters a report names that could not be computed."""


class Counts(NamedTuple):
    """How many matters a recomputation looked at, and of how many a date moved."""

    looked_at: int
    moved: int
    earlier: int
    later: int
    failed: int


NOTHING = Counts(0, 0, 0, 0, 0)
_IS_REAL = _RUN.previewed.is_(None)


class Unfinished(NamedTuple):
    """A matter that could not be computed again, and why."""

    matter_id: UUID
    number: str
    organ_id: UUID
    error: str | None


def counted_for(principal: Principal) -> ColumnElement[bool]:
    """The organs whose numbers a caller sees; who keeps the calendar: those of all below, and
    whose token names no organ, since they keep it for the whole platform, those of every one.
    """
    if principal.allows(Permission.CALENDAR_MANAGE) and not principal.is_machine:
        whole = principal.organ_id is None
        return true() if whole else in_subtree_of(principal, _TALLY.organ_id)
    return in_scope_of(principal, _TALLY.organ_id)


class RunRepository:
    """Rows of recomputations."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    # -- while they run

    async def lock(self) -> None:
        """Keep others from beginning one until this transaction ends."""
        key = func.hashtextextended("recomputation_runs", literal(0))
        await self._session.execute(select(func.pg_advisory_xact_lock(key)))

    async def last(self) -> RecomputationRun | None:
        """The one that began last, as it is now."""
        return await self._session.scalar(
            select(RecomputationRun)
            .where(_IS_REAL)
            .order_by(RecomputationRun.number.desc())
            .limit(1)
            .execution_options(populate_existing=True)
        )

    async def enter(self, run: RecomputationRun) -> None:
        """Begin one; what runs still is superseded."""
        is_running = _RUN.state == RunState.RUNNING
        await self._end(RunState.SUPERSEDED, run.began_at, is_running, _IS_REAL)
        self._session.add(run)
        await self._session.flush()

    async def finish(self, run: RecomputationRun, now: datetime) -> None:
        """Mark it done, unless some of its work is pending still."""
        waits = select(_WORK.id).where(
            _WORK.state == literal(WorkState.PENDING.value, literal_execute=True),
            _WORK.calendar_version == run.calendar_version,
        )
        is_running = _RUN.state == RunState.RUNNING
        await self._end(
            RunState.DONE, now, _RUN.id == run.id, is_running, ~waits.exists(), ~IS_UNPLANNED
        )

    async def _end(self, state: RunState, now: datetime, *which: ColumnElement[bool]) -> None:
        await self._session.execute(
            update(RecomputationRun).where(*which).values(state=state, ended_at=now),
            execution_options={"synchronize_session": False},
        )

    async def add(
        self, run_id: UUID, counts: Mapping[UUID, Counts], moved: Sequence[RecomputedDeadline]
    ) -> None:
        """What a batch did, by organ; the last thing in its transaction, since others wait for it.

        In the order of the organs, so that no two batches wait for each other.
        """
        self._session.add_all(moved)
        await self._session.flush()
        rows = [
            {"run_id": run_id, "organ_id": organ_id, **counts[organ_id]._asdict()}
            for organ_id in sorted(counts)
        ]
        if not rows:
            return
        made = insert(RecomputationTally)
        added = {name: _TALLY[name] + made.excluded[name] for name in _COUNTS}
        keys = ("run_id", "organ_id")
        await self._session.execute(
            made.on_conflict_do_update(index_elements=keys, set_=added), rows
        )

    # -- what is told of them

    async def page(self, pager: Pager, *, previews: bool) -> Rows[RecomputationRun]:
        """A page of them, or of the previews, the newest first."""
        wanted = ~_IS_REAL if previews else _IS_REAL
        found = await self._session.scalars(pager.apply(select(RecomputationRun).where(wanted)))
        return pager.page(found.all())

    async def get(self, run_id: UUID) -> RecomputationRun | None:
        """One of them."""
        return await self._session.get(RecomputationRun, run_id)

    async def counts(
        self, principal: Principal, runs: Iterable[RecomputationRun]
    ) -> Mapping[UUID, Counts]:
        """What each did among the organs whose numbers the caller sees."""
        sums = [func.sum(_TALLY[name]) for name in _COUNTS]
        statement = select(_TALLY.run_id, *sums).where(
            _TALLY.run_id.in_([run.id for run in runs]), counted_for(principal)
        )
        rows = await self._session.execute(statement.group_by(_TALLY.run_id))
        return {run_id: Counts(*map(int, numbers)) for run_id, *numbers in rows}

    async def failed(
        self, principal: Principal, run: RecomputationRun
    ) -> tuple[int, Sequence[Unfinished]]:
        """How many matters could not be computed with its calendar, and the first of them."""
        given_up = (
            select(
                _MATTER.id.label("matter_id"),
                func.coalesce(_MATTER.number, _MATTER.receipt_number).label("number"),
                _MATTER.organ_id,
                _WORK.last_error.label("error"),
            )
            .join(table_of(Matter), _MATTER.id == _WORK.matter_id)
            .where(
                _WORK.state == literal(WorkState.DEAD.value, literal_execute=True),
                _WORK.calendar_version == run.calendar_version,
                in_scope_of(principal, _MATTER.organ_id),
            )
        )
        number = await self._session.scalar(select(func.count()).select_from(given_up.subquery()))
        rows = await self._session.execute(given_up.order_by(_WORK.id).limit(FAILED_SHOWN))
        return number or 0, [Unfinished(*row) for row in rows]

    async def moved(
        self,
        principal: Principal,
        run_id: UUID,
        directions: Sequence[Direction],
        pager: Pager,
    ) -> Rows[Any]:
        """A page of the deadlines that it moved, of the matters that exist for the caller."""
        first = pager.first
        rows: Sequence[Any] = ()
        for keys in _ways(principal, run_id, directions, first):
            shown = _shown().join(keys, keys.c.id == _MOVED.id)
            found = await self._session.execute(shown.order_by(*first.within(keys).order_by()))
            rows = found.all()
            if len(rows) == first.limit:
                break
        return pager.page(rows)


def _ways(
    principal: Principal, run_id: UUID, directions: Sequence[Direction], first: First
) -> Iterator[Subquery]:
    """How the keys of a page are found; the first way that fills the page has found them."""
    organs, of_run = organs_in_scope_of(principal), _MOVED.run_id == run_id
    if organs is None:
        wanted = (of_run, _MOVED.direction.in_(directions))
        yield first.of(select(*first.columns).where(*wanted)).subquery("all")
        return
    if oversees(principal):
        theirs = select(organs.c.id)
        yield along(
            first,
            (_MOVED.id, _MOVED.organ_id, _MOVED.direction),
            [of_run],
            lambda row: [row.organ_id.in_(theirs), row.direction.in_(directions)],
        )
    arms = arms_of(organs, direction=directions)
    is_of_arm = [_MOVED.organ_id == arms.c.id, _MOVED.direction == arms.c.direction]
    yield merged(first, arms, [of_run, *is_of_arm])


def _shown() -> Select[Any]:
    """A deadline that moved with what its matter and organ are called."""
    return (
        select(
            *table_of(RecomputedDeadline).c,
            _MATTER.kind,
            func.coalesce(_MATTER.number, _MATTER.receipt_number).label("number"),
            _ORGAN.name.label("organ_name"),
        )
        .join(table_of(Matter), _MATTER.id == _MOVED.matter_id)
        .outerjoin(table_of(ReferenceOrgan), _ORGAN.id == _MOVED.organ_id)
    )
