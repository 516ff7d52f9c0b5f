"""GET /cases: the worklist."""

from typing import Annotated

from fastapi import Query, Request

from gongkai.auth.principal import Permission, Principal
from gongkai.http.openapi import problems
from gongkai.http.paging import InvalidCursor, Keyset, Page, Pager
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep
from requests_api.cases.lights import DueRange, due_range
from requests_api.cases.models import Case
from requests_api.cases.office import OfficeDep
from requests_api.cases.schemas import CaseListItem
from requests_api.cases.views import CaseViews
from requests_api.worklist.repository import (
    Criteria,
    applicants_of,
    next_due_of,
    select_cases,
)
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
    """Cases of the caller's scope, nearest due date first, those without a date last."""
    today = office.clock.today()
    windows = (
        [DueRange(query.due_from, query.due_until)] if query.due_from or query.due_until else []
    )
    if query.light is not None:
        windows.append(due_range(query.light, today, await office.calendars.current(session)))
    criteria = Criteria(
        states=query.state,
        due=windows,
        number=query.number,
        text=query.text,
        assignee=query.assignee,
    )
    keyset = Keyset((Case.due_order, Case.id))
    pager = Pager(request.app.state.signer, "cases", query, keyset)
    rows = pager.page((await session.scalars(pager.apply(select_cases(principal, criteria)))).all())
    ids = [case.id for case in rows.items]
    applicants, due = await applicants_of(session, ids), await next_due_of(session, ids)
    items = await CaseViews(session, office, principal).items(
        [(case, applicants[case.id], due.get(case.id)) for case in rows.items]
    )
    return Page[CaseListItem](items=items, next_cursor=rows.next_cursor)
