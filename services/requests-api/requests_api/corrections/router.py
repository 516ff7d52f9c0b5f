"""Corrections over HTTP."""

from functools import partial
from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from requests_api.cases.kind import CaseDesk
from requests_api.cases.presenter import with_warnings
from requests_api.cases.schemas import StepWithWarningsOut
from requests_api.cases.web import STEP, desk_for
from requests_api.corrections.errors import CorrectionRepeated
from requests_api.corrections.schemas import CorrectionDeliveryIn, CorrectionIn, CorrectionNoticeIn
from requests_api.corrections.service import Corrected, CorrectionService
from requests_api.corrections.steps import (
    NOTIFY_CORRECTION,
    RECEIVE_CORRECTION,
    RECORD_CORRECTION_DELIVERY,
)
from requests_api.matters.acts import Stated
from requests_api.matters.errors import LastDayOfRest
from requests_api.matters.schemas import StepOut
from requests_api.matters.web import AnswerDep
from requests_api.notices.service import Notice

router = feature_router(prefix="/cases/{case_id}", tags=["cases"])


@router.post(
    "/correction-notice",
    summary="告知补正 / Ask for a correction",
    response_model=StepWithWarningsOut,
    responses=STEP | problems(CorrectionRepeated, LastDayOfRest),
)
async def notify_correction(
    case_id: UUID,
    body: CorrectionNoticeIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(NOTIFY_CORRECTION)],
) -> Response:
    """Tell the applicant, once and with everything, what is to be corrected (条例30): the clock
    stands until the corrected application comes.

    A notice after seven working days is taken and warned of; one after the running term stands on
    record and moves nothing.
    """
    given = Stated(body.notified_on, "notified_on", body.paper)
    notice = Notice(given, body.delivered_on, body.until)
    case = await CorrectionService(desk).notify(
        case_id, expected, notice, items=body.items, working_days=body.working_days
    )
    return await answer(desk, case, extend=partial(with_warnings, case))


@router.post(
    "/correction-notice/delivery",
    summary="登记补正告知书送达 / Record the delivery of a correction notice",
    response_model=StepOut,
    responses=STEP,
)
async def record_correction_delivery(
    case_id: UUID,
    body: CorrectionDeliveryIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(RECORD_CORRECTION_DELIVERY)],
) -> Response:
    """The notice reached the applicant, whose period counts from this day (DL-04).

    Recorded again, the later record corrects the earlier one.
    """
    case = await CorrectionService(desk).record_delivery(case_id, expected, body.stated())
    return await answer(desk, case)


@router.post(
    "/correction",
    summary="登记收到补正 / Record a corrected application",
    response_model=StepWithWarningsOut,
    responses=STEP,
)
async def receive_correction(
    case_id: UUID,
    body: CorrectionIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(RECEIVE_CORRECTION)],
) -> Response:
    """The corrected application came: the whole term counts anew from this day (条例30, DL-05).

    What it says replaces what the application said, which is kept. One that comes after its period
    is taken and marked, for the office to judge whether there is good reason.
    """
    corrected = Corrected(
        title=body.title,
        description=body.description,
        document_reference=body.document_reference,
    )
    stated = Stated(body.received_on, "received_on", body.paper)
    case = await CorrectionService(desk).receive(case_id, expected, stated, corrected)
    return await answer(desk, case, extend=partial(with_warnings, case))
