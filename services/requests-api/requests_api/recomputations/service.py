"""Computing matters again: the old date, the new date and what moved it go on record.

A date may move either way; the deadline's event tells the notifier, who sends an urgent note when
it moved earlier. Done again it changes nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.calendar import WorkingCalendar
from gongkai.deadlines.book import Move, moves
from gongkai.deadlines.due import Due
from gongkai.observability import metrics
from gongkai.work import work_off_inside
from requests_api.matters.desk import Act, Recorder
from requests_api.matters.events import DeadlineMoved, DeadlineRecomputed
from requests_api.matters.kinds import MatterKind
from requests_api.matters.models import Matter
from requests_api.matters.office import Office
from requests_api.matters.settling import Kind
from requests_api.recomputations.models import RECOMPUTATIONS, Recomputation
from requests_api.recomputations.repository import RecomputationRepository

SYSTEM = "system:clock"
Kinds = Mapping[MatterKind, Kind[Any]]
_log = structlog.get_logger(__name__)


async def recompute_outdated(office: Office, kinds: Kinds) -> None:
    """Compute every outdated matter again, each in a transaction of its own; safe to repeat.

    One that cannot be computed is tried again, then given up for an operator, and keeps no other
    waiting. Raises what the database raises.
    """
    database, clock = office.database, office.clock
    async with database.unit_of_work() as session:
        calendar = await office.calendars.current(session)
        planned = RecomputationRepository(session)
        await planned.forget()
        await planned.plan(calendar.version, clock.today(), clock.now())

    async def recompute(session: AsyncSession, row: Recomputation) -> None:
        await _recompute(session, office, kinds[row.kind], row)

    await work_off_inside(database, clock, RECOMPUTATIONS, recompute)
    async with database.read_session() as session:
        due = RECOMPUTATIONS.due(session, clock)
        oldest = await due.oldest_due()
        waits = 0.0 if oldest is None else (clock.now() - oldest).total_seconds()
        metrics.oldest_due(RECOMPUTATIONS.name, waits)
        metrics.dead_letters(RECOMPUTATIONS.name, await due.count_dead())


async def _recompute(
    session: AsyncSession, office: Office, kind: Kind[Any], row: Recomputation
) -> None:
    recorder = Recorder(session, office, kind, actor=SYSTEM)
    today, calendar = office.clock.today(), await office.calendars.current(session)
    outdated = RecomputationRepository(session)
    matter = await outdated.lock_outdated(kind.model, row.matter_id, calendar.version, today)
    if matter is None:
        return
    loaded = await recorder.load(matter)
    was, before = matter.calendar_version, _dates(matter)
    standing = kind.stand(matter, loaded.file, calendar, office.clock.now())
    moved = moves(loaded.deadlines, standing.wanted)
    if not moved and before == _dates(matter):
        return
    event = _recomputed(matter, was, before[0], calendar, moved)
    await recorder.put_on_record(matter, Act(event))
    _log.info(
        "deadline recomputed",
        action="matters.recompute",
        matter_id=str(matter.id),
        **event.stored(),
    )


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
