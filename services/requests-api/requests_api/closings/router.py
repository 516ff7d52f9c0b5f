"""Closing a case without a reply, and reopening it, over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from requests_api.cases.errors import CaseNotFound, CaseStepNotAllowed
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import desk_for
from requests_api.closings.errors import (
    ClosingNeedsHead,
    DecisionRequired,
    DeliveryUnknown,
    LetterMissing,
    MergedCaseUnknown,
    MergeNotPossible,
    NothingAwaited,
    PeriodNotOver,
)
from requests_api.closings.schemas import ClosingIn, ReopeningIn
from requests_api.closings.service import ClosingService, Ending
from requests_api.closings.steps import CLOSE, REOPEN
from requests_api.decisions.errors import DecisionOfOtherText, EvidenceMissing
from requests_api.matters.errors import DateOutOfOrder
from requests_api.matters.schemas import StepOut
from requests_api.matters.web import AnswerDep
from requests_api.replies.errors import EvidenceReferenceUnknown

router = feature_router(prefix="/cases/{case_id}", tags=["cases"])
_ENDING = problems(CaseNotFound, CaseStepNotAllowed, DateOutOfOrder, ClosingNeedsHead)


@router.post(
    "/closing",
    summary="不作答复办结 / Close a case without a reply",
    response_model=StepOut,
    responses=_ENDING
    | problems(
        DecisionOfOtherText,
        DecisionRequired,
        DeliveryUnknown,
        EvidenceMissing,
        EvidenceReferenceUnknown,
        LetterMissing,
        MergedCaseUnknown,
        MergeNotPossible,
        NothingAwaited,
        PeriodNotOver,
    ),
)
async def close_case(
    case_id: UUID,
    body: ClosingIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(CLOSE)],
) -> Response:
    """End a case without a reply, never without a word: by the head, once the letter that tells the
    applicant is drawn up; its delivery is recorded afterwards.

    An abandonment (条例30, 国办函〔2020〕109号) follows from a period that has run from the
    delivery of its notice and is over, without good reason. Nothing closes by itself.
    """
    ending = Ending(
        decision=body.decision,
        closed_on=body.closed_on,
        evidence=body.evidence,
        no_good_reason=body.no_good_reason,
        merged_into=body.merged_into,
        transferred_to=body.transferred_to,
        paper=body.paper,
    )
    case = await ClosingService(desk).close(case_id, expected, ending)
    return await answer(desk, case)


@router.post(
    "/reopening",
    summary="恢复办理 / Reopen an abandoned case",
    response_model=StepOut,
    responses=_ENDING,
)
async def reopen_case(
    case_id: UUID,
    body: ReopeningIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(REOPEN)],
) -> Response:
    """Let what counted as abandoned go on: good reason was shown (条例30), or it was paid in time.

    The correction or the payment is recorded next, with its own day, from which the clock goes on.
    """
    case = await ClosingService(desk).reopen(
        case_id, expected, reason=body.reason, on=body.on, paper=body.paper
    )
    return await answer(desk, case)
