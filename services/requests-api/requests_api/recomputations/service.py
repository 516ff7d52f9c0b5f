"""Computing matters again: the old date, the new date and what moved it go on record.

A date may move either way; the deadline's event tells the notifier, who sends an urgent note when
it moved earlier. Done again it changes nothing.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.calendar import WorkingCalendar
from gongkai.deadlines.book import Move
from gongkai.observability import metrics
from gongkai.work import WorkObsolete, work_off_together
from requests_api.clock.almanac import days_of
from requests_api.matters.desk import Act, Entered, Recorder
from requests_api.matters.events import DeadlineMoved, DeadlineRecomputed
from requests_api.matters.kinds import MatterKind, MovedBecause
from requests_api.matters.late import marked
from requests_api.matters.models import Matter
from requests_api.matters.office import Office
from requests_api.matters.settling import Kind
from requests_api.recomputations.models import RECOMPUTATIONS, Recomputation, RecomputationRun
from requests_api.recomputations.region_repository import RegionRepository
from requests_api.recomputations.region_service import relocated
from requests_api.recomputations.repository import RecomputationRepository
from requests_api.recomputations.run_repository import RunRepository
from requests_api.recomputations.run_service import (
    Report,
    finish_run,
    moves_of,
    present_run,
    text_of,
)

SYSTEM = "system:clock"
PLANNED = 1000
"""How many matters become work at once; after them the next ones do."""
RUN_SECONDS = 30.0
Kinds = Mapping[MatterKind, Kind[Any]]
_log = structlog.get_logger(__name__)


async def recompute_outdated(office: Office, kinds: Kinds) -> None:
    """Compute every outdated matter again, a batch in each transaction; safe to repeat.

    One that cannot be computed is tried again, then given up for an operator, and keeps no other
    waiting. What takes longer than a run goes on in the next. Raises what the database raises.
    """
    database, clock = office.database, office.clock

    async def recompute(session: AsyncSession, rows: Sequence[Recomputation]) -> None:
        by_kind: dict[MatterKind, list[UUID]] = defaultdict(list)
        for row in rows:
            by_kind[row.kind].append(row.matter_id)
        run, report = await present_run(session, office), Report()
        regions = await RegionRepository(session).of_run(run.id)
        for kind, matter_ids in by_kind.items():
            recorder = Recorder(session, office, kinds[kind], actor=SYSTEM)
            await _recompute(recorder, matter_ids, _Now(run, regions), report)
        await RunRepository(session).add(run.id, report.counts, report.moved)

    planned, end = PLANNED, time.monotonic() + RUN_SECONDS
    while planned == PLANNED and time.monotonic() < end:
        planned = await _plan(office)
        await work_off_together(database, clock, RECOMPUTATIONS, recompute)
    if planned < PLANNED:
        await finish_run(office)
    async with database.read_session() as session:
        due = RECOMPUTATIONS.due(session, clock)
        oldest = await due.oldest_due()
        waits = 0.0 if oldest is None else (clock.now() - oldest).total_seconds()
        metrics.oldest_due(RECOMPUTATIONS.name, waits)
        metrics.dead_letters(RECOMPUTATIONS.name, await due.count_dead())


async def _plan(office: Office) -> int:
    """Make work of matters that are outdated; of how many."""
    async with office.database.unit_of_work() as session:
        run = await present_run(session, office)
        planned = RecomputationRepository(session)
        await planned.forget()
        today, now = office.clock.today(), office.clock.now()
        moved = await RegionRepository(session).plan(run.calendar_version, now, PLANNED)
        return max(moved, await planned.plan(run.calendar_version, today, now, PLANNED))


class _Now(NamedTuple):
    """What matters are computed again for, and where the directory has organs whose region caused
    that.
    """

    run: RecomputationRun
    regions: Mapping[UUID, str | None]


async def _recompute(
    recorder: Recorder[Any], matter_ids: Collection[UUID], now: _Now, report: Report
) -> None:
    run, office, kind = now.run, recorder.office, recorder.kind
    matters = await RecomputationRepository(recorder.session).lock_outdated(
        kind.model, matter_ids, run.calendar_version, office.clock.today(), now.regions
    )
    await recorder.load_all(matters)
    entered: list[Entered] = []
    for matter in matters:
        await asyncio.sleep(0)  # others have their turn: a batch takes a tenth of a second
        loaded = await recorder.load(matter)
        if loaded.calendar.version != run.calendar_version:
            raise WorkObsolete("calendar_changed_meanwhile")
        was, before = matter.calendar_version, _dates(matter)
        told = await relocated(recorder, matter, loaded, now.regions)
        reason = _reason(was, run.calendar_version)
        if told.counts:
            reason = MovedBecause.JURISDICTION_CHANGED
        acts, trial = [*told.acts], replace(loaded, file=told.file)
        matter.late_entries = marked(told.file)
        moved = moves_of(kind, matter, trial, loaded.calendar, office.clock.now())
        if moved or before != _dates(matter):
            event = _recomputed(matter, was, before[0], loaded.calendar, moved, reason)
            _log.info(
                "deadline recomputed",
                action="matters.recompute",
                matter_id=str(matter.id),
                **event.stored(),
            )
            acts.append(Act(event))
        seq = None
        if acts:
            entered.append(recorder.enter(matter, *acts))
            seq = entered[-1].done.seqs[-1]
        if told.acts or was != run.calendar_version:  # else only a period ended
            report.add(run, matter, moved, seq)
    await recorder.write(entered)


def _reason(was: str, now: str) -> MovedBecause:
    if was == now:
        return MovedBecause.PERIOD_LAPSED
    is_of_text = days_of(was) == days_of(now)
    return MovedBecause.RULE_SET_CHANGED if is_of_text else MovedBecause.CALENDAR_CHANGED


def _dates(matter: Matter) -> tuple[date | None, bool, list[Any]]:
    """What an office sees of a matter's clock."""
    return matter.due_on, matter.is_provisional, matter.waiting_for


def _recomputed(
    matter: Matter,
    was: str,
    due_on_before: date | None,
    calendar: WorkingCalendar,
    moved: Sequence[Move],
    reason: MovedBecause,
) -> DeadlineRecomputed:
    return DeadlineRecomputed(
        reason=reason,
        due_on_before=due_on_before,
        due_on=matter.due_on,
        calendar_before=was,
        calendar=calendar.version,
        moved=tuple(
            DeadlineMoved(
                rule=move.key[0],
                ref=move.key[1] or None,
                before=text_of(move.before),
                after=text_of(move.after),
            )
            for move in moved
        ),
    )
