"""Confirming the receipt of an application."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.routing import router as feature_router
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import STEP, desk_for
from requests_api.intake.schemas import ConfirmationIn
from requests_api.intake.service import ConfirmationService
from requests_api.intake.steps import CONFIRM
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
