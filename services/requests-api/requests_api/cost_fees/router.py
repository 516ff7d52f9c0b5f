"""Costs over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from requests_api.cases.errors import CaseNotFound, CaseStepNotAllowed
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import STEP, desk_for
from requests_api.cost_fees.errors import CostAmountWrong, CostReliefNeedsHead
from requests_api.cost_fees.events import CostItem
from requests_api.cost_fees.schemas import CostFeeIn, CostPaymentIn, CostReliefIn
from requests_api.cost_fees.service import CostFeeService
from requests_api.cost_fees.steps import CHARGE_COSTS, RECORD_COST_PAYMENT, RELIEVE_COSTS
from requests_api.matters.errors import DateOutOfOrder
from requests_api.matters.schemas import StepOut
from requests_api.matters.web import AnswerDep

router = feature_router(prefix="/cases/{case_id}/cost-fee", tags=["cases"])


@router.post(
    "",
    summary="收取成本费用 / Charge costs",
    response_model=StepOut,
    responses=STEP,
)
async def charge_costs(
    case_id: UUID,
    body: CostFeeIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(CHARGE_COSTS)],
) -> Response:
    """Costs of searching, copying and posting (2007年条例27), only of what was received before
    2019-05-15. They stop nothing, and nothing ends where they are not paid.
    """
    case = await CostFeeService(desk).charge(
        case_id,
        expected,
        charged_on=body.charged_on,
        items=[CostItem(kind=item.kind, amount=item.amount) for item in body.items],
        standard=body.standard,
        paper=body.paper,
    )
    return await answer(desk, case)


@router.post(
    "/relief",
    summary="减免成本费用 / Relieve of costs",
    response_model=StepOut,
    responses=problems(
        CaseNotFound, CaseStepNotAllowed, CostAmountWrong, CostReliefNeedsHead, DateOutOfOrder
    ),
)
async def relieve_costs(
    case_id: UUID,
    body: CostReliefIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(RELIEVE_COSTS)],
) -> Response:
    """Relieve a citizen in economic hardship of costs, at their own application: by the head of the
    disclosure office (2007年条例28).
    """
    case = await CostFeeService(desk).relieve(
        case_id,
        expected,
        applied_on=body.applied_on,
        on=body.on,
        reduced_to=body.reduced_to,
        reason=body.reason,
        paper=body.paper,
    )
    return await answer(desk, case)


@router.post(
    "/payment",
    summary="登记缴纳成本费用 / Record the payment of costs",
    response_model=StepOut,
    responses=STEP | problems(CostAmountWrong),
)
async def record_cost_payment(
    case_id: UUID,
    body: CostPaymentIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(RECORD_COST_PAYMENT)],
) -> Response:
    """The costs were paid; it moves no term."""
    case = await CostFeeService(desk).record_payment(
        case_id, expected, paid_on=body.paid_on, amount=body.amount, paper=body.paper
    )
    return await answer(desk, case)
