"""Every open case is computed again when the calendar has changed.

A date may move either way. The old date, the new date and the calendar that moved it go on record;
the deadline's event tells the notifier, who sends an urgent note when it moved earlier.
"""

from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.calendar import WorkingCalendar
from requests_api.cases.desk import Office
from requests_api.cases.models import Case
from requests_api.cases.record import Act, CaseRecord, facts_of
from requests_api.cases.repository import CaseRepository
from requests_api.clock import evaluate

SYSTEM = "system:clock"
BATCH = 100
_log = structlog.get_logger(__name__)


async def recompute_outdated(office: Office) -> None:
    """Compute every open case again that another calendar was used for; safe to repeat."""
    while await _batch(office):
        pass


async def _batch(office: Office) -> bool:
    async with office.database.unit_of_work() as session:
        calendar = await office.calendars.current(session)
        ids = await CaseRepository(session).outdated(calendar.version, BATCH)
        for case_id in ids:
            await _recompute(session, office, case_id, calendar)
    return len(ids) == BATCH


async def _recompute(
    session: AsyncSession, office: Office, case_id: UUID, calendar: WorkingCalendar
) -> None:
    cases = CaseRepository(session)
    case = await session.get_one(Case, case_id)
    events = await cases.events(case.id)
    evaluation = evaluate(facts_of(case, events), calendar, office.clock.today())
    if (evaluation.due_on, evaluation.provisional) == (case.due_on, case.is_provisional):
        await cases.note_calendar(case.id, calendar.version)
        return
    before, was = case.due_on, case.calendar_version
    record = CaseRecord(session, office.clock, office.calendars)
    await record.append(
        case,
        Act(
            "deadline_recomputed",
            office.clock.today(),
            SYSTEM,
            {
                "due_on_before": None if before is None else before.isoformat(),
                "due_on": None if evaluation.due_on is None else evaluation.due_on.isoformat(),
                "reason": "calendar_changed",
                "calendar_before": was,
                "calendar": calendar.version,
            },
        ),
    )
    await record.settle(case)
    _log.info(
        "deadline recomputed",
        action="cases.recompute",
        case_id=str(case.id),
        due_on_before=str(before),
        due_on=str(case.due_on),
    )
