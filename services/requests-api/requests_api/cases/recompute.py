"""Open cases are computed again when the calendar changed, or when time alone moved their clock.

A date may move either way. The old date, the new date and what moved it go on record; the
deadline's event tells the notifier, who sends an urgent note when it moved earlier.
"""

from datetime import date
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.deadlines.book import Move, moves
from requests_api.cases.deadlines import wanted_deadlines
from requests_api.cases.desk import Office
from requests_api.cases.record import Act, CaseRecord, facts_of, keep
from requests_api.cases.repository import CaseRepository
from requests_api.clock import evaluate

SYSTEM = "system:clock"
RECOMPUTED = "deadline_recomputed"
_log = structlog.get_logger(__name__)


async def recompute_outdated(office: Office) -> None:
    """Compute every outdated case again, each in a transaction of its own; safe to repeat.

    A case that cannot be computed is logged and does not keep the others waiting. Raises what the
    database raises.
    """
    async with office.database.read_session() as session:
        calendar = await office.calendars.current(session)
        ids = await CaseRepository(session).outdated(calendar.version, office.clock.today())
    for case_id in ids:
        try:
            async with office.database.unit_of_work() as session:
                await _recompute(session, office, case_id)
        except (LookupError, ValueError):
            _log.exception("case not computed", action="cases.recompute", case_id=str(case_id))


async def _recompute(session: AsyncSession, office: Office, case_id: UUID) -> None:
    cases, today = CaseRepository(session), office.clock.today()
    calendar = await office.calendars.current(session)
    case = await cases.lock_outdated(case_id, calendar.version, today)
    if case is None:
        return
    was, before = case.calendar_version, (case.state, case.due_on, case.is_provisional)
    events, deadlines = await cases.events(case.id), await cases.deadlines(case.id)
    evaluation = evaluate(facts_of(case, events), calendar, today)
    keep(case, evaluation, calendar)
    moved = moves(deadlines, wanted_deadlines(case, evaluation, calendar))
    if not moved and before == (case.state, case.due_on, case.is_provisional):
        return
    _, due_before, _ = before
    record = CaseRecord(session, office.clock, office.calendars)
    facts = {
        "reason": "calendar_changed" if was != calendar.version else "period_lapsed",
        "due_on_before": _text(due_before),
        "due_on": _text(case.due_on),
        "calendar_before": was,
        "calendar": calendar.version,
        "moved": [_moved(move) for move in moved],
    }
    event = record.append(case, Act(RECOMPUTED, today, SYSTEM, facts))
    await record.settle(case, [*events, event], deadlines=deadlines)
    _log.info("deadline recomputed", action="cases.recompute", case_id=str(case_id), **facts)


def _moved(move: Move) -> dict[str, Any]:
    rule, subject = move.key
    return {
        "rule": rule,
        "ref": subject or None,
        "before": None if move.before is None else move.before.key,
        "after": None if move.after is None else move.after.key,
    }


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
