"""Open matters are computed again when the calendar changed, or when time alone moved their clock.

A date may move either way. The old date, the new date and what moved it go on record; the
deadline's event tells the notifier, who sends an urgent note when it moved earlier. Done again it
changes nothing.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.calendar import WorkingCalendar
from gongkai.deadlines.book import Move, moves
from gongkai.deadlines.due import Due
from requests_api.matters.desk import Act, Recorder
from requests_api.matters.events import DeadlineMoved, DeadlineRecomputed
from requests_api.matters.models import Matter
from requests_api.matters.office import Office
from requests_api.matters.repository import MatterRepository
from requests_api.matters.settling import Kind

SYSTEM = "system:clock"
_log = structlog.get_logger(__name__)


async def recompute_outdated(office: Office, kind: Kind[Any]) -> None:
    """Compute every outdated matter again, each in a transaction of its own; safe to repeat.

    One that cannot be computed is logged and does not keep the others waiting. Raises what the
    database raises.
    """
    async with office.database.read_session() as session:
        calendar = await office.calendars.current(session)
        ids = await MatterRepository(session).outdated(calendar.version, office.clock.today())
    for matter_id in ids:
        try:
            async with office.database.unit_of_work() as session:
                await _recompute(session, office, kind, matter_id)
        except (LookupError, ValueError):
            _log.exception("not computed", action="matters.recompute", matter_id=str(matter_id))


async def _recompute(
    session: AsyncSession, office: Office, kind: Kind[Any], matter_id: UUID
) -> None:
    recorder = Recorder(session, office, kind, actor=SYSTEM)
    today, calendar = office.clock.today(), await office.calendars.current(session)
    matter = await recorder.matters.lock_outdated(kind.model, matter_id, calendar.version, today)
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
        matter_id=str(matter_id),
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
