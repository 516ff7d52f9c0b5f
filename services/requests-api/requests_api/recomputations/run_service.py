"""Recomputations as a whole: when one begins, what it looked at and moved, when it is done."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeGuard
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.calendar import WorkingCalendar
from gongkai.db import new_id
from gongkai.deadlines.book import Move, moves
from gongkai.deadlines.due import Due
from requests_api.clock.almanac import loaded_in
from requests_api.matters.desk import Loaded
from requests_api.matters.models import Matter
from requests_api.matters.office import Office
from requests_api.matters.settling import Kind
from requests_api.recomputations.kinds import Direction, RunCause, RunState
from requests_api.recomputations.models import (
    RecomputationRun,
    RecomputedDeadline,
    RegionChange,
)
from requests_api.recomputations.region_repository import RegionRepository
from requests_api.recomputations.run_repository import NOTHING, Counts, RunRepository

_VERSION = "/"
"""What stands between the code of a loaded text and its version."""


@dataclass(slots=True)
class Report:
    """What one batch did, by organ."""

    counts: dict[UUID, Counts] = field(default_factory=dict)
    moved: list[RecomputedDeadline] = field(default_factory=list)

    def add(
        self,
        run: RecomputationRun,
        matter: Matter,
        moved: Sequence[Move],
        seq: int | None = None,
    ) -> None:
        """A matter was computed again, and these of its deadlines moved, by event ``seq`` on its
        record; in a preview by none.
        """
        ways = {direction_of(move) for move in moved} - {Direction.SETTLED}
        is_earlier, is_later = Direction.EARLIER in ways, Direction.LATER in ways
        self._count(matter, Counts(1, bool(ways), is_earlier, is_later, failed=0))
        self.moved += (_moved(run, matter, seq, move) for move in moved)

    def fail(self, matter: Matter) -> None:
        """A matter could not be computed."""
        self._count(matter, NOTHING._replace(looked_at=1, failed=1))

    def _count(self, matter: Matter, new: Counts) -> None:
        known = self.counts.get(matter.organ_id, NOTHING)
        self.counts[matter.organ_id] = Counts(*map(sum, zip(known, new, strict=True)))


def _moved(
    run: RecomputationRun, matter: Matter, seq: int | None, move: Move
) -> RecomputedDeadline:
    return RecomputedDeadline(
        id=new_id(),
        run_id=run.id,
        organ_id=matter.organ_id,
        matter_id=matter.id,
        event_seq=seq,
        rule=move.key[0],
        ref=move.key[1] or None,
        before=text_of(move.before),
        after=text_of(move.after),
        direction=direction_of(move),
    )


def direction_of(move: Move) -> Direction:
    """Which way a deadline moved."""
    if move.before is None:
        return Direction.SET
    if move.after is None:
        return Direction.ENDED
    if move.before == move.after:
        return Direction.SETTLED
    is_earlier = move.after.ends_at < move.before.ends_at
    return Direction.EARLIER if is_earlier else Direction.LATER


def moves_of(
    kind: Kind[Any], matter: Matter, loaded: Loaded, calendar: WorkingCalendar, now: datetime
) -> Sequence[Move]:
    """What of a matter moves by a calendar; writes the matter's columns as they then are."""
    standing = kind.stand(matter, loaded.file, calendar, now)
    return moves(loaded.deadlines, standing.wanted)


def text_of(due: Due | None) -> str | None:
    """Day or instant as a text; None where it does not run."""
    return None if due is None else due.key


async def present_run(session: AsyncSession, office: Office) -> RecomputationRun:
    """The recomputation with the present calendar; it begins where that is another one than the
    last was for, once, however many workers find it out.
    """
    runs, regions = RunRepository(session), RegionRepository(session)
    calendar, last = await office.calendars.current(session), await runs.last()
    if _is_present(last, calendar) and not await regions.has_new():
        return last
    await runs.lock()
    calendar, last = await office.calendars.current(session), await runs.last()
    if _is_present(last, calendar) and not await regions.has_new():
        return last
    rests_on = [notice.id for notice in calendar.notices if not notice.withdrawn]
    rests_on += [f"{text.id}{_VERSION}{text.version}" for text in loaded_in(calendar)]
    causes = [*_causes(last, calendar, rests_on)]
    run = RecomputationRun(
        id=new_id(),
        causes=causes,
        calendar_version=calendar.version,
        rests_on=sorted(rests_on),
        state=RunState.RUNNING,
        began_at=office.clock.now(),
    )
    await runs.enter(run)
    run.causes = [*causes, *map(_region_cause, await regions.take(run.id))]
    return run


def _is_present(
    last: RecomputationRun | None, calendar: WorkingCalendar
) -> TypeGuard[RecomputationRun]:
    """Whether the last recomputation is one with this calendar."""
    return last is not None and last.calendar_version == calendar.version


def _region_cause(change: RegionChange) -> dict[str, Any]:
    told = {"organ_id": str(change.organ_id), "before": change.before, "after": change.after}
    return {"code": RunCause.JURISDICTION_CHANGED, **told}


def _causes(
    last: RecomputationRun | None, calendar: WorkingCalendar, rests_on: Collection[str]
) -> Iterator[dict[str, Any]]:
    """What of the calendar changed since the last one; what shipped with a release, where nothing
    else did. Where it is the same, what the last one has not finished goes on here.
    """
    if last is not None and last.calendar_version == calendar.version:
        yield from last.causes if last.state is RunState.RUNNING else ()
        return
    before = frozenset(last.rests_on if last is not None else ())
    new, gone = sorted({*rests_on} - before), sorted(before - {*rests_on})
    for each in new:
        code, is_text, version = each.partition(_VERSION)
        if is_text:
            told = {"rule_set": code, "version": int(version)}
            yield {"code": RunCause.RULE_SET_LOADED, **told}
        else:
            yield {"code": RunCause.NOTICE_LOADED, "notice_id": each}
    for each in gone:
        yield {"code": RunCause.NOTICE_WITHDRAWN, "notice_id": each}
    if not new and not gone:
        yield {"code": RunCause.BASE_CALENDAR_CHANGED}


async def finish_run(office: Office) -> None:
    """Mark the last recomputation done once nothing of it is pending."""
    async with office.database.unit_of_work() as session:
        runs = RunRepository(session)
        last = await runs.last()
        if last is not None and last.state is RunState.RUNNING:
            await runs.finish(last, office.clock.now())
