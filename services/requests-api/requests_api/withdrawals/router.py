"""Withdrawing over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.routing import router as feature_router
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import STEP, desk_for
from requests_api.matters.acts import Stated
from requests_api.matters.schemas import StepOut
from requests_api.matters.web import AnswerDep
from requests_api.withdrawals.schemas import WithdrawalIn
from requests_api.withdrawals.service import WithdrawalService
from requests_api.withdrawals.steps import WITHDRAW

router = feature_router(prefix="/cases/{case_id}", tags=["cases"])


@router.post(
    "/withdrawal",
    summary="登记撤回申请 / Record a withdrawal",
    response_model=StepOut,
    responses=STEP,
)
async def withdraw_case(
    case_id: UUID,
    body: WithdrawalIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(WITHDRAW)],
) -> Response:
    """Put on record that the applicant withdrew with the office."""
    stated = Stated(body.withdrawn_on, "withdrawn_on", body.paper)
    case = await WithdrawalService(desk).withdraw(case_id, expected, stated)
    return await answer(desk, case)
