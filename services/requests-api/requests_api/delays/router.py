"""Setting a delay over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from requests_api.cases.errors import CaseNotFound, CaseStepNotAllowed
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import desk_for
from requests_api.delays.errors import DelayNeedsHead, DelayNotLater, DelayTooLate, DelayTooLong
from requests_api.delays.schemas import DelayIn
from requests_api.delays.service import DelayService
from requests_api.delays.steps import SET_DELAY
from requests_api.matters.acts import Stated
from requests_api.matters.errors import DateOutOfOrder
from requests_api.matters.schemas import StepOut
from requests_api.matters.web import AnswerDep

router = feature_router(prefix="/cases/{case_id}", tags=["cases"])


@router.post(
    "/delay",
    summary="确定延迟答复的期限 / Set a delay",
    response_model=StepOut,
    responses=problems(
        CaseNotFound,
        CaseStepNotAllowed,
        DateOutOfOrder,
        DelayNeedsHead,
        DelayNotLater,
        DelayTooLong,
        DelayTooLate,
    ),
)
async def set_delay(
    case_id: UUID,
    body: DelayIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(SET_DELAY)],
) -> Response:
    """Set a reasonable day for the answer in place of the term (条例35): by the head, after the
    applicant was asked for reasons, and told to the applicant before the term ends.
    """
    stated = Stated(body.notified_on, "notified_on", body.paper)
    case = await DelayService(desk).set(
        case_id, expected, stated, until=body.until, reason=body.reason
    )
    return await answer(desk, case)
