"""The steps of a reply; two people at least stand behind each, and both are people."""

from gongkai.auth.principal import Permission, Principal
from gongkai.errors import Problem
from gongkai.steps import ClosedTo, Step, stay
from requests_api.approval_chains.levels import Bar, Mandate
from requests_api.cases.states import WORKING, CaseState
from requests_api.cases.steps import (
    APPLICANT_HEARD,
    CASE_STEPS,
    DRAFT_CURRENT,
    DRAFT_OF_TEXT,
    NOT_DELIVERED,
    NOTHING_AWAITED,
    OBJECTION_MET,
    REPLY_HERE,
    SCREENED,
    CaseSituation,
)
from requests_api.replies.errors import (
    ApprovalNeedsHead,
    ApprovalOfAnother,
    ApproverIsDrafter,
    ApproverRepeats,
)


def _until_the_last(situation: CaseSituation) -> str | None:
    """An approval that is not the last one leaves the draft in approval."""
    return None if situation.approvals.is_last else CaseState.IN_APPROVAL


def _not_at_this_level(caller: Principal, situation: CaseSituation) -> type[Problem] | None:
    """What keeps somebody who approves replies from approving at the level whose turn it is."""
    judged = situation.approvals.judge(caller, situation.drafted_by)
    if isinstance(judged, Mandate):
        return None
    return ApproverRepeats if judged is Bar.REPEATS else ApprovalOfAnother


DRAFT = CASE_STEPS.declare(
    Step(
        code="draft",
        label="拟写答复",
        path="reply",
        permission=Permission.CASES_WRITE,
        moves=dict.fromkeys(WORKING, CaseState.DRAFTED),
    )
)
SUBMIT = CASE_STEPS.declare(
    Step(
        code="submit",
        label="送审",
        path="reply/submission",
        permission=Permission.CASES_WRITE,
        moves={CaseState.DRAFTED: CaseState.IN_APPROVAL},
        guards=(
            NOTHING_AWAITED,
            DRAFT_CURRENT,
            OBJECTION_MET,
            APPLICANT_HEARD,
            SCREENED,
            DRAFT_OF_TEXT,
        ),
        has_body=False,
    )
)
APPROVE: Step[CaseSituation] = CASE_STEPS.declare(
    Step(
        code="approve",
        label="批准",
        path="reply/approval",
        permission=Permission.CASES_APPROVE,
        moves={CaseState.IN_APPROVAL: CaseState.APPROVED},
        settled=_until_the_last,
        guards=(
            NOTHING_AWAITED,
            DRAFT_CURRENT,
            OBJECTION_MET,
            APPLICANT_HEARD,
            SCREENED,
            DRAFT_OF_TEXT,
        ),  # a corrected day may have set a party's term going again
        by_people=True,
        needs=ApprovalNeedsHead,
        closed_to=ClosedTo(lambda situation: situation.drafted_by, ApproverIsDrafter),
        bars=_not_at_this_level,
    )
)
RETURN = CASE_STEPS.declare(
    Step(
        code="return",
        label="退回修改",
        path="reply/return",
        permission=Permission.CASES_APPROVE,
        moves={
            CaseState.IN_APPROVAL: CaseState.DRAFTED,
            CaseState.APPROVED: CaseState.DRAFTED,
        },
        by_people=True,
        needs=ApprovalNeedsHead,
    )
)
ISSUE = CASE_STEPS.declare(
    Step(
        code="issue",
        label="发出答复",
        path="reply/issuance",
        permission=Permission.CASES_WRITE,
        moves={CaseState.APPROVED: CaseState.REPLIED},
        guards=(
            NOTHING_AWAITED,
            DRAFT_CURRENT,
            OBJECTION_MET,
            APPLICANT_HEARD,
            SCREENED,
            DRAFT_OF_TEXT,
        ),
    )
)
RECORD_DELIVERY = CASE_STEPS.declare(
    Step(
        code="record_delivery",
        label="登记送达",
        path="reply/delivery",
        permission=Permission.CASES_WRITE,
        moves=stay([CaseState.REPLIED]),
        guards=(REPLY_HERE, NOT_DELIVERED),
    )
)
RECORD_RETURN = CASE_STEPS.declare(
    Step(
        code="record_reply_return",
        label="登记答复退回",
        path="reply/delivery/return",
        permission=Permission.CASES_WRITE,
        moves=stay([CaseState.REPLIED]),
        guards=(REPLY_HERE,),
    )
)
