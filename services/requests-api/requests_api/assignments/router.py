"""Assigning over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.routing import router as feature_router
from requests_api.assignments.reading import with_absence
from requests_api.assignments.schemas import AssignmentIn, AssignmentOut
from requests_api.assignments.service import AssignmentService
from requests_api.assignments.steps import ASSIGN
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import ASSIGNEE, STEP, desk_for
from requests_api.matters.web import AnswerDep

router = feature_router(prefix="/cases/{case_id}", tags=["cases"])


@router.post(
    "/assignment",
    summary="指定经办人 / Assign a case",
    response_model=AssignmentOut,
    responses=STEP | ASSIGNEE,
)
async def assign_case(
    case_id: UUID,
    body: AssignmentIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(ASSIGN)],
) -> Response:
    """Make somebody responsible: an active person of the case's organ who handles cases. Who is
    absent, or soon will be, is taken all the same, and the answer says so.
    """
    case = await AssignmentService(desk).assign(case_id, expected, assignee=body.assignee)
    extend = await with_absence(desk.session, body.assignee, desk.today)
    return await answer(desk, case, extend=extend)
