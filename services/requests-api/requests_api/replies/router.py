"""The reply of a case: draft, approval, issue, delivery."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from requests_api.approval_chains.errors import ChainUnusable
from requests_api.cases.errors import CaseNotFound, CaseStepNotAllowed
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import desk_for
from requests_api.decisions.errors import (
    DecisionOfOtherText,
    EvidenceMissing,
    ReportRowFixed,
    UnknownDecision,
)
from requests_api.matters.acts import Stated
from requests_api.matters.errors import DateOutOfOrder, ForeignOrgan
from requests_api.matters.schemas import CreatedOut, ReasonIn, StepOut
from requests_api.matters.web import AnswerDep, CreatedDep
from requests_api.replies.errors import (
    AbandonmentIsNoReply,
    ApprovalNeedsHead,
    ApprovalOfAnother,
    ApprovedTextChanged,
    ApproverIsDrafter,
    ApproverRepeats,
    EvidenceReferenceUnknown,
    NothingCorrectedYet,
    PaperRequired,
    ReplyNotFound,
)
from requests_api.replies.reading import with_next_level
from requests_api.replies.schemas import (
    ApprovalIn,
    ApprovalStepOut,
    IssueIn,
    ReplyDeliveryIn,
    ReplyIn,
    ReplyReturnIn,
)
from requests_api.replies.service import ReplyService
from requests_api.replies.steps import (
    APPROVE,
    DRAFT,
    ISSUE,
    RECORD_DELIVERY,
    RECORD_RETURN,
    RETURN,
    SUBMIT,
)

router = feature_router(prefix="/cases/{case_id}/reply", tags=["replies"])
_TODAY = ApprovalIn()
DRAFTING = problems(
    AbandonmentIsNoReply,
    CaseNotFound,
    ForeignOrgan,
    CaseStepNotAllowed,
    UnknownDecision,
    DecisionOfOtherText,
    ReportRowFixed,
    EvidenceMissing,
    EvidenceReferenceUnknown,
    NothingCorrectedYet,
    DateOutOfOrder,
)
SUBMITTING = problems(CaseNotFound, ForeignOrgan, ReplyNotFound, CaseStepNotAllowed, ChainUnusable)
APPROVING = problems(
    CaseNotFound,
    ReplyNotFound,
    ApproverIsDrafter,
    ApprovalNeedsHead,
    ApproverRepeats,
    ApprovalOfAnother,
    ApprovedTextChanged,
    CaseStepNotAllowed,
    DateOutOfOrder,
    PaperRequired,
)
RETURNING = problems(CaseNotFound, ReplyNotFound, ApprovalNeedsHead, CaseStepNotAllowed)
DATED = problems(CaseNotFound, ForeignOrgan, ReplyNotFound, CaseStepNotAllowed, DateOutOfOrder)


@router.post(
    "",
    summary="拟写答复 / Draft a reply",
    status_code=201,
    response_model=StepOut,
    responses=DRAFTING,
)
async def draft_reply(
    case_id: UUID,
    body: ReplyIn,
    expected: ExpectedVersion,
    answer: CreatedDep,
    desk: Annotated[CaseDesk, desk_for(DRAFT)],
) -> Response:
    """Draft a reply with its decision and the evidence that the decision demands."""
    case, reply = await ReplyService(desk).draft(
        case_id,
        expected,
        decision=body.decision,
        evidence=body.evidence,
        content=body.content,
        document_number=body.document_number,
        report_row=body.report_row,
    )
    created = CreatedOut(kind="reply", id=reply.id)
    return await answer(desk, case, status_code=201, created=created)


@router.post(
    "/submission",
    summary="送审 / Submit the draft",
    response_model=ApprovalStepOut,
    responses=SUBMITTING,
)
async def submit_reply(
    case_id: UUID,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(SUBMIT)],
) -> Response:
    """Hand the draft to those who may approve it, by the organ's chain of levels as it is now."""
    case = await ReplyService(desk).submit(case_id, expected)
    return await answer(desk, case, extend=await with_next_level(desk.session, case))


@router.post(
    "/approval",
    summary="批准答复 / Approve the draft",
    response_model=ApprovalStepOut,
    responses=APPROVING,
)
async def approve_reply(
    case_id: UUID,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(APPROVE)],
    body: ApprovalIn = _TODAY,
) -> Response:
    """Approve the level whose turn it is, as a person who has neither drafted the reply nor
    approved another level; the last level makes it ready to be issued. Who stands in for an absent
    colleague approves in their place, which goes on record.

    What was approved on paper earlier states its day and where the paper lies; that day counts once
    a second person has confirmed it.
    """
    case = await ReplyService(desk).approve(
        case_id, expected, approved_on=body.approved_on, paper=body.paper
    )
    return await answer(desk, case, extend=await with_next_level(desk.session, case))


@router.post(
    "/return", summary="退回修改 / Return the draft", response_model=StepOut, responses=RETURNING
)
async def return_reply(
    case_id: UUID,
    body: ReasonIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(RETURN)],
) -> Response:
    """Return the draft to its drafter; approval begins anew at the first level."""
    case = await ReplyService(desk).send_back(case_id, expected, reason=body.reason)
    return await answer(desk, case)


@router.post(
    "/issuance", summary="发出答复 / Issue the reply", response_model=StepOut, responses=DATED
)
async def issue_reply(
    case_id: UUID,
    body: IssueIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(ISSUE)],
) -> Response:
    """Issue the approved reply; the case is finished on this day."""
    case = await ReplyService(desk).issue(
        case_id, expected, issued_on=body.issued_on, paper=body.paper
    )
    return await answer(desk, case)


@router.post(
    "/delivery",
    summary="登记答复送达 / Record the delivery of the reply",
    response_model=StepOut,
    responses=DATED,
)
async def record_delivery(
    case_id: UUID,
    body: ReplyDeliveryIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(RECORD_DELIVERY)],
) -> Response:
    """Put on record how and when the reply was served (国办公开办函〔2016〕235号). One that came
    back is served again so; the first day stands, as what was posted in time was answered in time.
    """
    case = await ReplyService(desk).record_delivery(
        case_id,
        expected,
        Stated(body.delivered_on, "delivered_on", body.paper),
        service=body.service,
    )
    return await answer(desk, case)


@router.post(
    "/delivery/return",
    summary="登记答复退回 / Record that the reply came back",
    response_model=StepOut,
    responses=DATED,
)
async def record_reply_return(
    case_id: UUID,
    body: ReplyReturnIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(RECORD_RETURN)],
) -> Response:
    """The reply came back undelivered, whether its letter was drawn up here or not. It is served
    again by `/reply/delivery`; `attempts` of the reply has each time.
    """
    stated = Stated(body.returned_on, "returned_on", body.paper)
    case = await ReplyService(desk).take_back(case_id, expected, stated, service=body.service)
    return await answer(desk, case)
