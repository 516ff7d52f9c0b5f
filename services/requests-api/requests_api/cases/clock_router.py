"""GET /cases/{id}/clock: why a case is due when it is due, day by day."""

from uuid import UUID

from gongkai.http.openapi import problems
from gongkai.http.routing import router as new_router
from gongkai.http.sessions import ReadSessionDep
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.office import OfficeDep
from requests_api.cases.record import facts_of
from requests_api.cases.repository import CaseRepository
from requests_api.cases.router import Reader
from requests_api.cases.views import CaseViews
from requests_api.clock import evaluate, explain
from requests_api.clock.schemas import ClockPreviewOut

router = new_router(prefix="/cases", tags=["clock"])


@router.get("/{case_id}/clock", summary="期限说明", responses=problems(CaseNotFound))
async def explain_case_clock(
    case_id: UUID, principal: Reader, session: ReadSessionDep, office: OfficeDep
) -> ClockPreviewOut:
    """The clock of a case computed from its record, with the ledger of its days."""
    case = await CaseViews(session, office, principal).find(case_id)
    calendar = await office.calendars.current(session)
    events = await CaseRepository(session).events(case.id)
    evaluation = evaluate(facts_of(case, events), calendar, office.clock.today())
    ledger = explain(evaluation, calendar, case.jurisdiction)
    return ClockPreviewOut.of(evaluation, ledger, calendar)
