"""Stating a need over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.routing import router as feature_router
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import STEP, desk_for
from requests_api.matters.schemas import StepOut
from requests_api.matters.web import AnswerDep
from requests_api.special_needs.schemas import SpecialNeedIn
from requests_api.special_needs.service import SpecialNeedService
from requests_api.special_needs.steps import STATE_NEED

router = feature_router(prefix="/cases/{case_id}", tags=["cases"])


@router.post(
    "/special-need",
    summary="登记特殊需要 / Record what the information is needed for",
    response_model=StepOut,
    responses=STEP,
)
async def state_need(
    case_id: UUID,
    body: SpecialNeedIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(STATE_NEED)],
) -> Response:
    """What the applicant needs the information for (2007年条例13: 生产、生活、科研等特殊需要), only
    of what was received before 2019-05-15: the text of 2019 asks nobody why. The last one holds.
    """
    case = await SpecialNeedService(desk).state(
        case_id,
        expected,
        stated_on=body.stated_on,
        needs=body.needs,
        statement=body.statement,
        paper=body.paper,
    )
    return await answer(desk, case)
