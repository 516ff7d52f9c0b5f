"""The reply of a case: draft, approval, issue, delivery."""

from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.idempotency import IdempotencyDep, OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from requests_api.cases.errors import (
    CaseNotFound,
    CaseStepNotAllowed,
    DateOutOfOrder,
    ForeignOrgan,
)
from requests_api.cases.office import AuthorityDeskDep, DeskDep
from requests_api.cases.router import case_answer
from requests_api.cases.schemas import CaseOut, ReasonIn
from requests_api.decisions.errors import EvidenceMissing, UnknownDecision
from requests_api.replies.errors import (
    ApprovalNeedsHead,
    ApproverIsDrafter,
    EvidenceReferenceUnknown,
    ReplyNotFound,
)
from requests_api.replies.schemas import DeliveryIn, IssueIn, ReplyIn
from requests_api.replies.service import ReplyService

router = feature_router(prefix="/cases/{case_id}/reply", tags=["replies"])


@router.post(
    "",
    status_code=201,
    response_model=CaseOut,
    responses=problems(
        CaseNotFound,
        ForeignOrgan,
        CaseStepNotAllowed,
        UnknownDecision,
        EvidenceMissing,
        EvidenceReferenceUnknown,
    ),
)
async def draft_reply(
    case_id: UUID, body: ReplyIn, expected: ExpectedVersion, gate: IdempotencyDep, desk: DeskDep
) -> Response:
    """Draft a reply with its decision and the evidence that the decision demands."""
    case, _ = await ReplyService(desk).draft(
        case_id,
        expected,
        decision=body.decision,
        evidence=body.evidence,
        content=body.content,
        document_number=body.document_number,
    )
    return await case_answer(desk, gate, case, status_code=201)


@router.post(
    "/submission",
    response_model=CaseOut,
    responses=problems(CaseNotFound, ForeignOrgan, ReplyNotFound, CaseStepNotAllowed),
)
async def submit_reply(
    case_id: UUID, expected: ExpectedVersion, gate: OptionalIdempotencyDep, desk: DeskDep
) -> Response:
    """Hand the draft to those who may approve it."""
    case, _ = await ReplyService(desk).submit(case_id, expected)
    return await case_answer(desk, gate, case)


@router.post(
    "/approval",
    response_model=CaseOut,
    responses=problems(
        CaseNotFound, ReplyNotFound, ApproverIsDrafter, ApprovalNeedsHead, CaseStepNotAllowed
    ),
)
async def approve_reply(
    case_id: UUID, expected: ExpectedVersion, gate: OptionalIdempotencyDep, desk: AuthorityDeskDep
) -> Response:
    """Approve the draft as a second person: the head of the office or the leader in charge."""
    case, _ = await ReplyService(desk).approve(case_id, expected)
    return await case_answer(desk, gate, case)


@router.post(
    "/return",
    response_model=CaseOut,
    responses=problems(CaseNotFound, ReplyNotFound, ApprovalNeedsHead, CaseStepNotAllowed),
)
async def return_reply(
    case_id: UUID,
    body: ReasonIn,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    desk: AuthorityDeskDep,
) -> Response:
    """Return the draft to its drafter."""
    case, _ = await ReplyService(desk).send_back(case_id, expected, reason=body.reason)
    return await case_answer(desk, gate, case)


@router.post(
    "/issue",
    response_model=CaseOut,
    responses=problems(
        CaseNotFound, ForeignOrgan, ReplyNotFound, CaseStepNotAllowed, DateOutOfOrder
    ),
)
async def issue_reply(
    case_id: UUID,
    body: IssueIn,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    desk: DeskDep,
) -> Response:
    """Issue the approved reply; the case is finished on this day."""
    case, _ = await ReplyService(desk).issue(case_id, expected, issued_on=body.issued_on)
    return await case_answer(desk, gate, case)


@router.post(
    "/delivery",
    response_model=CaseOut,
    responses=problems(
        CaseNotFound, ForeignOrgan, ReplyNotFound, CaseStepNotAllowed, DateOutOfOrder
    ),
)
async def record_delivery(
    case_id: UUID,
    body: DeliveryIn,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    desk: DeskDep,
) -> Response:
    """Put on record how and when the reply was served (国办公开办函〔2016〕235号)."""
    case, _ = await ReplyService(desk).record_delivery(
        case_id, expected, delivered_on=body.delivered_on, service=body.service
    )
    return await case_answer(desk, gate, case)
