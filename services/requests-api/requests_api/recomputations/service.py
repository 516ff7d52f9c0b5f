"""Computing matters again: the old date, the new date and what moved it go on record.

A date may move either way; the deadline's event tells the notifier, who sends an urgent note when
it moved earlier. Done again it changes nothing.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.calendar import WorkingCalendar
from gongkai.deadlines.book import Move, moves
from gongkai.deadlines.due import Due
from gongkai.observability import metrics
from gongkai.work import work_off_together
from requests_api.matters.desk import Act, Entered, Recorder
from requests_api.matters.events import DeadlineMoved, DeadlineRecomputed
from requests_api.matters.kinds import MatterKind
from requests_api.matters.late import marked
from requests_api.matters.models import Matter
from requests_api.matters.office import Office
from requests_api.matters.settling import Kind
from requests_api.recomputations.models import RECOMPUTATIONS, Recomputation
from requests_api.recomputations.repository import RecomputationRepository

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
        for kind, matter_ids in by_kind.items():
            await _recompute(session, office, kinds[kind], matter_ids)

    planned, end = PLANNED, time.monotonic() + RUN_SECONDS
    while planned == PLANNED and time.monotonic() < end:
        planned = await _plan(office)
        await work_off_together(database, clock, RECOMPUTATIONS, recompute)
    async with database.read_session() as session:
        due = RECOMPUTATIONS.due(session, clock)
        oldest = await due.oldest_due()
        waits = 0.0 if oldest is None else (clock.now() - oldest).total_seconds()
        metrics.oldest_due(RECOMPUTATIONS.name, waits)
        metrics.dead_letters(RECOMPUTATIONS.name, await due.count_dead())


async def _plan(office: Office) -> int:
    """Make work of matters that are outdated; of how many."""
    async with office.database.unit_of_work() as session:
        calendar = await office.calendars.current(session)
        planned = RecomputationRepository(session)
        await planned.forget()
        today, now = office.clock.today(), office.clock.now()
        return await planned.plan(calendar.version, today, now, PLANNED)


async def _recompute(
    session: AsyncSession, office: Office, kind: Kind[Any], matter_ids: Collection[UUID]
) -> None:
    recorder = Recorder(session, office, kind, actor=SYSTEM)
    today, calendar = office.clock.today(), await office.calendars.current(session)
    outdated = RecomputationRepository(session)
    matters = await outdated.lock_outdated(kind.model, matter_ids, calendar.version, today)
    await recorder.load_all(matters)
    entered: list[Entered] = []
    for matter in matters:
        await asyncio.sleep(0)  # others have their turn: a batch takes a tenth of a second
        loaded = await recorder.load(matter)
        was, before = matter.calendar_version, _dates(matter)
        matter.late_entries = marked(loaded.file)
        standing = kind.stand(matter, loaded.file, calendar, office.clock.now())
        moved = moves(loaded.deadlines, standing.wanted)
        if moved or before != _dates(matter):
            event = _recomputed(matter, was, before[0], calendar, moved)
            entered.append(recorder.enter(matter, Act(event)))
            _log.info(
                "deadline recomputed",
                action="matters.recompute",
                matter_id=str(matter.id),
                **event.stored(),
            )
    await recorder.write(entered)


def _dates(matter: Matter) -> tuple[date | None, bool, list[Any]]:
    """What an office sees of a matter's clock."""
    return matter.due_on, matter.is_provisional, matter.waiting_for


def _recomputed(
    matter: Matter,
    was: str,
    due_on_before: date | None,
    calendar: WorkingCalendar,
    moved: Sequence[Move],
) -> DeadlineRecomputed:
    return DeadlineRecomputed(
        reason="calendar_changed" if was != calendar.version else "period_lapsed",
        due_on_before=due_on_before,
        due_on=matter.due_on,
        calendar_before=was,
        calendar=calendar.version,
        moved=tuple(
            DeadlineMoved(
                rule=move.key[0],
                ref=move.key[1] or None,
                before=_text(move.before),
                after=_text(move.after),
            )
            for move in moved
        ),
    )


def _text(due: Due | None) -> str | None:
    return None if due is None else due.key
