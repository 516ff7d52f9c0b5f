"""Joint replies over HTTP."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.http.idempotency import IdempotencyGate, WishDep, gate_of, settle
from gongkai.http.language import Language, preferred_language
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.versions import IfMatch
from gongkai.http.wishes import Wish
from requests_api.cases.models import Case
from requests_api.joint_replies.schemas import JointDraftIn, JointIn, JointIssueIn, JointOut
from requests_api.joint_replies.service import JointReplies
from requests_api.matters.office import Office
from requests_api.matters.web import FilesDep, OfficeDep
from requests_api.replies.service import ReplyService

router = feature_router(tags=["replies"])
Writer = Annotated[Principal, requires(Permission.CASES_WRITE)]
Approver = Annotated[Principal, requires(Permission.CASES_READ)]


@router.post("/cases:draft", summary="合并拟写答复 / Draft a joint reply", response_model=JointOut)
async def draft_joint_reply(
    body: JointDraftIn, wish: WishDep, principal: Writer, office: OfficeDep, request: Request
) -> Response:
    """Draft one reply for cases that are linked as asking for the same information
    (`same_information`): one decision, evidence and text; each case has its own number, letter and
    delivery. A result for each case; one that is refused stops no other, and none is half done.
    """

    async def draft(replies: ReplyService, case_id: UUID, expected: IfMatch) -> Case:
        case, _ = await replies.draft(
            case_id,
            expected,
            decision=body.decision,
            evidence=body.evidence,
            content=body.content,
            document_number=None,
            report_row=body.report_row,
        )
        return case

    joint = JointReplies(office, principal, _language(request))
    return await _answered(office, wish, lambda: joint.take(body.items, draft, has_drafts=False))


@router.post("/cases:submit", summary="合并送审 / Submit a joint reply", response_model=JointOut)
async def submit_joint_reply(
    body: JointIn, wish: WishDep, principal: Writer, office: OfficeDep, request: Request
) -> Response:
    """Hand in the drafts of linked cases that say the same; a result for each."""
    joint = JointReplies(office, principal, _language(request))
    return await _answered(office, wish, lambda: joint.take(body.items, ReplyService.submit))


@router.post("/cases:approve", summary="合并批准 / Approve a joint reply", response_model=JointOut)
async def approve_joint_reply(
    body: JointIn, wish: WishDep, principal: Approver, office: OfficeDep, request: Request
) -> Response:
    """Approve the level whose turn it is, of drafts of linked cases that say the same; a result for
    each. Each is approved as by itself: by a second person, of the level.
    """
    joint = JointReplies(office, principal, _language(request))
    return await _answered(office, wish, lambda: joint.take(body.items, ReplyService.approve))


@router.post("/cases:issue", summary="合并发出答复 / Issue a joint reply", response_model=JointOut)
async def issue_joint_reply(
    body: JointIssueIn, wish: WishDep, principal: Writer, office: OfficeDep, request: Request
) -> Response:
    """Issue the approved replies of linked cases that say the same; a result for each. Letters
    (`/cases:draw-letters`), numbers and deliveries are each case's own.
    """

    async def issue(replies: ReplyService, case_id: UUID, expected: IfMatch) -> Case:
        return await replies.issue(case_id, expected, issued_on=body.issued_on, paper=body.paper)

    joint = JointReplies(office, principal, _language(request))
    return await _answered(office, wish, lambda: joint.take(body.items, issue))


@router.post(
    "/cases:draw-letters",
    summary="合并制作答复书 / Draw up the letters of a joint reply",
    response_model=JointOut,
)
async def draw_joint_letters(
    body: JointIn,
    wish: WishDep,
    principal: Writer,
    office: OfficeDep,
    files: FilesDep,
    request: Request,
) -> Response:
    """Draw up the letter of the reply (`reply`) of linked cases that say the same, once these are
    approved: one for each, under its own number and to its own applicant, as by
    `/cases/{case_id}/letters`; `created` names it. It moves no period.
    """
    joint = JointReplies(office, principal, _language(request))
    return await _answered(office, wish, lambda: joint.draw(files, body.items))


async def _answered(
    office: Office, wish: Wish, take: Callable[[], Awaitable[JointOut]]
) -> Response:
    """The results, kept for a repetition where anything was done. Every case is a transaction of
    its own before that: who repeats what broke off between the two finds at each case that was done
    another version.
    """
    async with office.database.read_session() as session:
        await settle(session, wish)
    results, headers = await take(), {"Vary": "Accept-Language"}
    if not results.done:
        return await IdempotencyGate(None, b"").answer(results, headers=headers)
    async with office.database.unit_of_work() as session:
        gate = await gate_of(session, wish)
        return await gate.answer(results, headers=headers)


def _language(request: Request) -> Language:
    return preferred_language(request.headers.get("accept-language"))
