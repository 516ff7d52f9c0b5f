"""The fee of a case over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from requests_api.cases.errors import CaseNotFound, CaseStepNotAllowed
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import STEP, desk_for
from requests_api.fees.errors import (
    FeeAmountDiffers,
    FeeNoticeTooLate,
    FeeNotInForce,
    FeeQuantityTooLarge,
    FeeReductionNotLower,
    FeeWaiverNeedsHead,
    FeeWithinFreeQuantity,
)
from requests_api.fees.schemas import (
    FeeNoticeDeliveryIn,
    FeeNoticeIn,
    FeePaymentIn,
    FeeWaiverIn,
)
from requests_api.fees.service import FeeService
from requests_api.fees.steps import (
    NOTIFY_FEE,
    RECORD_FEE_NOTICE_DELIVERY,
    RECORD_FEE_PAYMENT,
    WAIVE_FEE,
)
from requests_api.matters.acts import Stated
from requests_api.matters.errors import DateOutOfOrder
from requests_api.matters.schemas import CreatedOut, StepOut
from requests_api.matters.web import AnswerDep
from requests_api.notices.service import Notice

router = feature_router(prefix="/cases/{case_id}", tags=["fees"])


@router.post(
    "/fee-notice",
    summary="告知收取信息处理费 / Notice a fee",
    response_model=StepOut,
    responses=STEP
    | problems(FeeNotInForce, FeeNoticeTooLate, FeeWithinFreeQuantity, FeeQuantityTooLarge),
)
async def notify_fee(
    case_id: UUID,
    body: FeeNoticeIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(NOTIFY_FEE)],
) -> Response:
    """Tell the applicant that a fee is due because quantity or frequency exceed what is reasonable
    (条例42): within the running term, once, by items or by pages. The clock stops until it is paid.

    Items are those of the applicant's calendar month with the organ, in order of number: the case
    pays for what it adds to the earlier ones (DL-13). The amount is computed here and never given.
    """
    case, notice = await FeeService(desk).notify(
        case_id,
        expected,
        Notice(Stated(body.notified_on, "notified_on", body.paper), body.delivered_on),
        basis=body.basis,
        quantity=body.quantity,
        grounds=body.grounds,
    )
    return await answer(desk, case, created=CreatedOut(kind="fee_notice", id=notice.id))


@router.post(
    "/fee-notice/delivery",
    summary="登记收费通知送达 / Record the delivery of a fee notice",
    response_model=StepOut,
    responses=STEP,
)
async def record_fee_notice_delivery(
    case_id: UUID,
    body: FeeNoticeDeliveryIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(RECORD_FEE_NOTICE_DELIVERY)],
) -> Response:
    """The notice reached the applicant: the 20 working days for paying count from the next day
    (DL-12). Recorded again, the later record corrects the earlier one.
    """
    case = await FeeService(desk).record_delivery(case_id, expected, body.stated())
    return await answer(desk, case)


@router.post(
    "/fee-payment",
    summary="登记缴费 / Record a payment",
    response_model=StepOut,
    responses=STEP | problems(FeeAmountDiffers),
)
async def record_fee_payment(
    case_id: UUID,
    body: FeePaymentIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(RECORD_FEE_PAYMENT)],
) -> Response:
    """The fee was paid: the period goes anew from the next day, as the rule set says. A payment
    after its period is taken and said to be late.
    """
    stated = Stated(body.paid_on, "paid_on", body.paper)
    case = await FeeService(desk).record_payment(case_id, expected, stated, amount=body.amount)
    return await answer(desk, case)


@router.post(
    "/fee-waiver",
    summary="减免信息处理费 / Waive or reduce a fee",
    response_model=StepOut,
    responses=problems(
        CaseNotFound, CaseStepNotAllowed, DateOutOfOrder, FeeReductionNotLower, FeeWaiverNeedsHead
    ),
)
async def waive_fee(
    case_id: UUID,
    body: FeeWaiverIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(WAIVE_FEE)],
) -> Response:
    """The head waives the fee: the clock runs on from the stop. With `reduced_to` less is due, and
    the clock stands until that is paid.
    """
    stated = Stated(body.on, "on", body.paper)
    case = await FeeService(desk).waive(
        case_id, expected, stated, reduced_to=body.reduced_to, reason=body.reason
    )
    return await answer(desk, case)
