"""Pauses over HTTP."""

from functools import partial
from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.routing import router as feature_router
from requests_api.cases.kind import CaseDesk
from requests_api.cases.presenter import with_warnings
from requests_api.cases.schemas import StepWithWarningsOut
from requests_api.cases.web import STEP, desk_for
from requests_api.matters.acts import Stated
from requests_api.matters.web import AnswerDep
from requests_api.pauses.schemas import PauseIn, PauseNoticeIn, ResumptionIn
from requests_api.pauses.service import PauseService
from requests_api.pauses.steps import NOTIFY_PAUSE, PAUSE, RESUME

router = feature_router(prefix="/cases/{case_id}", tags=["cases"])


@router.post(
    "/pause",
    summary="中止计算期限 / Pause the clock",
    response_model=StepWithWarningsOut,
    responses=STEP,
)
async def pause_case(
    case_id: UUID,
    body: PauseIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(PAUSE)],
) -> Response:
    """Let the clock of a local text stand for force majeure, where that text knows it; the national
    term runs on.
    """
    stated = Stated(body.on, "on", body.paper)
    case = await PauseService(desk).pause(
        case_id, expected, stated, reason=body.reason, notified_on=body.notified_on
    )
    return await answer(desk, case, extend=partial(with_warnings, case))


@router.post(
    "/pause/notice",
    summary="登记中止的书面通知 / Record the notice of a pause",
    response_model=StepWithWarningsOut,
    responses=STEP,
)
async def notify_pause(
    case_id: UUID,
    body: PauseNoticeIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(NOTIFY_PAUSE)],
) -> Response:
    """The applicant was told in writing that the local clock stands, and why (巴彦淖尔市办法27): on
    record with its day, of the oldest pause of which that is not yet.
    """
    stated = Stated(body.notified_on, "notified_on", body.paper)
    case = await PauseService(desk).notify(case_id, expected, stated)
    return await answer(desk, case, extend=partial(with_warnings, case))


@router.post(
    "/resumption",
    summary="恢复计算期限 / Let a paused clock run on",
    response_model=StepWithWarningsOut,
    responses=STEP,
)
async def resume_case(
    case_id: UUID,
    body: ResumptionIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(RESUME)],
) -> Response:
    """The cause of the pause is gone: the local clock runs on."""
    stated = Stated(body.on, "on", body.paper)
    case = await PauseService(desk).resume(case_id, expected, stated, reason=body.reason)
    return await answer(desk, case, extend=partial(with_warnings, case))
