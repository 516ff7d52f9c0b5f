"""Assigning over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.idempotency import OptionalIdempotencyDep
from gongkai.http.language import preferred_language
from gongkai.http.routing import router as feature_router
from requests_api.assignments.many_service import ManyAssignments
from requests_api.assignments.reading import with_absence
from requests_api.assignments.schemas import (
    AssignmentIn,
    AssignmentOut,
    AssignmentsIn,
    AssignmentsOut,
)
from requests_api.assignments.service import AssignmentService
from requests_api.assignments.steps import ASSIGN
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import ASSIGNEE, STEP, desk_for
from requests_api.matters.web import AnswerDep

router = feature_router(prefix="/cases", tags=["cases"])


@router.post(
    "/{case_id}/assignment",
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


@router.post(":assign", summary="批量指定经办人 / Assign many cases", response_model=AssignmentsOut)
async def assign_cases(
    request: Request,
    body: AssignmentsIn,
    gate: OptionalIdempotencyDep,
    desk: Annotated[CaseDesk, desk_for(ASSIGN)],
) -> Response:
    """Make somebody responsible for up to 100 cases, with a result for each: one that changed
    meanwhile, is closed or belongs to another organ is refused alone. The reason is sealed beside
    the record of each.
    """
    language = preferred_language(request.headers.get("accept-language"))
    results = await ManyAssignments(desk, language).assign(
        body.items, assignee=body.assignee, reason=body.reason
    )
    outcomes = [result.outcome for result in results]
    answer = AssignmentsOut(
        results=results,
        assigned=outcomes.count("assigned"),
        unchanged=outcomes.count("unchanged"),
        refused=outcomes.count("refused"),
    )
    return await gate.answer(answer, headers={"Vary": "Accept-Language"})
