"""Assigning over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.routing import router as feature_router
from requests_api.assignments.schemas import AssignmentIn
from requests_api.assignments.service import AssignmentService
from requests_api.assignments.steps import ASSIGN
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import ASSIGNEE, STEP, desk_for
from requests_api.matters.schemas import StepOut
from requests_api.matters.web import AnswerDep

router = feature_router(prefix="/cases/{case_id}", tags=["cases"])


@router.post(
    "/assignment",
    summary="指定经办人 / Assign a case",
    response_model=StepOut,
    responses=STEP | ASSIGNEE,
)
async def assign_case(
    case_id: UUID,
    body: AssignmentIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(ASSIGN)],
) -> Response:
    """Make somebody responsible: an active person of the case's organ who handles cases."""
    case = await AssignmentService(desk).assign(case_id, expected, assignee=body.assignee)
    return await answer(desk, case)
