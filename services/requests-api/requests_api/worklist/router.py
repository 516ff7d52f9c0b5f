"""GET /cases: the worklist."""

from typing import Annotated

from fastapi import Query, Request

from gongkai.auth.principal import Permission, Principal
from gongkai.deadlines.lights import due_ranges
from gongkai.http.openapi import problems
from gongkai.http.paging import InvalidCursor, Keyset, Page, Pager
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep
from requests_api.cases.models import Case
from requests_api.cases.office import OfficeDep
from requests_api.cases.schemas import CaseListItem
from requests_api.cases.views import CaseViews
from requests_api.worklist.numbers import spellings
from requests_api.worklist.repository import Criteria, DueDays, select_worklist
from requests_api.worklist.schemas import WorklistQuery

router = feature_router(prefix="/cases", tags=["cases"])


@router.get("", responses=problems(InvalidCursor))
async def list_cases(
    request: Request,
    query: Annotated[WorklistQuery, Query()],
    principal: Annotated[Principal, requires(Permission.CASES_READ)],
    session: ReadSessionDep,
    office: OfficeDep,
) -> Page[CaseListItem]:
    """Cases of the caller's scope, nearest due date first, those without a date last.

    An application whose receipt is not confirmed stands at its house deadline for confirmation.
    """
    has_due = query.due_from or query.due_until
    lights = []
    if query.light:
        calendar = await office.calendars.current(session)
        lights = [due_ranges(light, office.clock.now(), calendar) for light in query.light]
    criteria = Criteria(
        states=query.state,
        due=DueDays(query.due_from, query.due_until) if has_due else None,
        lights=lights,
        numbers=() if query.number is None else spellings(query.number),
        text=query.text,
        assignee=query.assignee,
    )
    keyset = Keyset((Case.due_order, Case.id))
    pager = Pager(request.app.state.signer, "cases", query, keyset)
    statement = pager.apply(select_worklist(principal, criteria))
    rows = pager.page((await session.execute(statement)).all())
    items = await CaseViews(session, office, principal).items(rows.items)
    return Page[CaseListItem](items=items, next_cursor=rows.next_cursor)
