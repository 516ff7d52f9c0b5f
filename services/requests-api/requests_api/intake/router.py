"""Confirming the receipt of an application, and reading it back where it was spoken."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.routing import router as feature_router
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import STEP, desk_for
from requests_api.intake.reading_service import ReadingBackService
from requests_api.intake.schemas import ConfirmationIn, ReadBackIn
from requests_api.intake.service import ConfirmationService
from requests_api.intake.steps import CONFIRM, READ_BACK
from requests_api.matters.schemas import StepOut
from requests_api.matters.web import AnswerDep

router = feature_router(prefix="/cases/{case_id}", tags=["cases"])


@router.post(
    "/confirmation",
    summary="确认收到申请 / Confirm receipt",
    response_model=StepOut,
    responses=STEP,
)
async def confirm_receipt(
    case_id: UUID,
    body: ConfirmationIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(CONFIRM)],
) -> Response:
    """Put on record that receipt was confirmed with the applicant: day 0 of the clock (条例31)."""
    case = await ConfirmationService(desk).confirm(
        case_id, expected, confirmed_on=body.confirmed_on, means=body.means
    )
    return await answer(desk, case)


@router.post(
    "/read-back",
    summary="登记口头申请宣读确认 / Record that an oral application was read back",
    response_model=StepOut,
    responses=STEP,
)
async def record_read_back(
    case_id: UUID,
    body: ReadBackIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(READ_BACK)],
) -> Response:
    """Put on record that what the office filled in was read back to the applicant, who confirmed
    it; `paper` says where the signed form lies. Without it an oral application is not registered.
    """
    case = await ReadingBackService(desk).record(
        case_id, expected, read_back_on=body.read_back_on, paper=body.paper
    )
    return await answer(desk, case)
