"""Asking for reasons over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import STEP, desk_for
from requests_api.explanations.schemas import (
    ExplanationDeliveryIn,
    ExplanationIn,
    ExplanationRequestIn,
)
from requests_api.explanations.service import ExplanationService
from requests_api.explanations.steps import (
    RECEIVE_EXPLANATION,
    RECORD_EXPLANATION_DELIVERY,
    REQUEST_EXPLANATION,
)
from requests_api.matters.acts import Stated
from requests_api.matters.errors import LastDayOfRest
from requests_api.matters.schemas import StepOut
from requests_api.matters.web import AnswerDep
from requests_api.notices.service import Notice

router = feature_router(prefix="/cases/{case_id}", tags=["cases"])


@router.post(
    "/explanation-request",
    summary="要求说明理由 / Ask for reasons",
    response_model=StepOut,
    responses=STEP | problems(LastDayOfRest),
)
async def request_explanation(
    case_id: UUID,
    body: ExplanationRequestIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(REQUEST_EXPLANATION)],
) -> Response:
    """Ask for reasons where number and frequency clearly exceed the reasonable (条例35).

    It stops nothing; without it nothing is refused as excessive and no delay is set.
    """
    given = Stated(body.requested_on, "requested_on", body.paper)
    notice = Notice(given, body.delivered_on, body.until)
    case = await ExplanationService(desk).request(case_id, expected, notice)
    return await answer(desk, case)


@router.post(
    "/explanation-request/delivery",
    summary="登记说明理由通知送达 / Record the delivery of a request for reasons",
    response_model=StepOut,
    responses=STEP,
)
async def record_explanation_delivery(
    case_id: UUID,
    body: ExplanationDeliveryIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(RECORD_EXPLANATION_DELIVERY)],
) -> Response:
    """The request reached the applicant; recorded again, the later record holds."""
    case = await ExplanationService(desk).record_delivery(case_id, expected, body.stated())
    return await answer(desk, case)


@router.post(
    "/explanation",
    summary="登记说明的理由 / Record the applicant's reasons",
    response_model=StepOut,
    responses=STEP,
)
async def receive_explanation(
    case_id: UUID,
    body: ExplanationIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(RECEIVE_EXPLANATION)],
) -> Response:
    """The applicant gave reasons (条例35): the office refuses, answers, or sets a delay."""
    stated = Stated(body.received_on, "received_on", body.paper)
    case = await ExplanationService(desk).receive(case_id, expected, stated, reasons=body.reasons)
    return await answer(desk, case)
