"""Which step is allowed now: the one table of the procedure, without any I/O.

The statutory stages (条例45: 登记 审核 办理 答复 归档) are a view of the states.
"""

from dataclasses import dataclass
from enum import StrEnum


class CaseState(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    REGISTERED = "registered"
    CONSULTING = "consulting"
    HANDLING = "handling"
    DRAFTED = "drafted"
    IN_APPROVAL = "in_approval"
    APPROVED = "approved"
    REPLIED = "replied"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """An act of the office or the applicant on a case."""

    ANSWER_CONSULTATION = "answer_consultation"
    APPROVE = "approve"
    ASSIGN = "assign"
    CONFIRM = "confirm"
    DRAFT = "draft"
    EXTEND = "extend"
    ISSUE = "issue"
    RECORD_CONSULTATION_DELIVERY = "record_consultation_delivery"
    RECORD_DELIVERY = "record_delivery"
    REGISTER = "register"
    RETURN = "return"
    SEND_CONSULTATION = "send_consultation"
    SUBMIT = "submit"
    VOID_REGISTRATION = "void_registration"
    WITHDRAW = "withdraw"


class Stage(StrEnum):
    """The five statutory stages of a case file (条例45)."""

    REGISTRATION = "registration"
    REVIEW = "review"
    HANDLING = "handling"
    REPLY = "reply"
    ARCHIVE = "archive"


_S = CaseState

STAGES: dict[CaseState, Stage] = {
    _S.RECEIVED: Stage.REGISTRATION,
    _S.REGISTERED: Stage.REVIEW,
    _S.CONSULTING: Stage.HANDLING,
    _S.HANDLING: Stage.HANDLING,
    _S.DRAFTED: Stage.HANDLING,
    _S.IN_APPROVAL: Stage.REPLY,
    _S.APPROVED: Stage.REPLY,
    _S.REPLIED: Stage.ARCHIVE,
    _S.WITHDRAWN: Stage.ARCHIVE,
}

STATE_LABELS: dict[CaseState, str] = {
    _S.RECEIVED: "已收到",
    _S.REGISTERED: "已登记",
    _S.CONSULTING: "征求意见中",
    _S.HANDLING: "办理中",
    _S.DRAFTED: "已拟稿",
    _S.IN_APPROVAL: "审批中",
    _S.APPROVED: "已批准",
    _S.REPLIED: "已答复",
    _S.WITHDRAWN: "已撤回",
}

STAGE_LABELS: dict[Stage, str] = {
    Stage.REGISTRATION: "登记",
    Stage.REVIEW: "审核",
    Stage.HANDLING: "办理",
    Stage.REPLY: "答复",
    Stage.ARCHIVE: "归档",
}

STEP_LABELS: dict[Step, str] = {
    Step.ANSWER_CONSULTATION: "登记征求意见答复",
    Step.APPROVE: "批准",
    Step.ASSIGN: "指定经办人",
    Step.CONFIRM: "确认收到",
    Step.DRAFT: "拟写答复",
    Step.EXTEND: "延期",
    Step.ISSUE: "发出答复",
    Step.RECORD_CONSULTATION_DELIVERY: "登记征求意见函送达",
    Step.RECORD_DELIVERY: "登记送达",
    Step.REGISTER: "登记",
    Step.RETURN: "退回修改",
    Step.SEND_CONSULTATION: "征求意见",
    Step.SUBMIT: "送审",
    Step.VOID_REGISTRATION: "作废登记",
    Step.WITHDRAW: "登记撤回",
}

_WORKING = frozenset({_S.REGISTERED, _S.CONSULTING, _S.HANDLING, _S.DRAFTED})
_IN_HAND = _WORKING | {_S.IN_APPROVAL, _S.APPROVED}
OPEN_STATES = _IN_HAND | {_S.RECEIVED}
"""The states in which a deadline may run."""

_ALLOWED: dict[Step, frozenset[CaseState]] = {
    Step.CONFIRM: frozenset({_S.RECEIVED}),
    Step.REGISTER: frozenset({_S.RECEIVED}),
    Step.VOID_REGISTRATION: _WORKING,
    Step.ASSIGN: OPEN_STATES,
    Step.SEND_CONSULTATION: _WORKING,
    Step.ANSWER_CONSULTATION: _IN_HAND,
    Step.RECORD_CONSULTATION_DELIVERY: _IN_HAND,
    Step.EXTEND: _IN_HAND,
    Step.DRAFT: _WORKING,
    Step.SUBMIT: frozenset({_S.DRAFTED}),
    Step.APPROVE: frozenset({_S.IN_APPROVAL}),
    Step.RETURN: frozenset({_S.IN_APPROVAL, _S.APPROVED}),
    Step.ISSUE: frozenset({_S.APPROVED}),
    Step.RECORD_DELIVERY: frozenset({_S.REPLIED}),
    Step.WITHDRAW: OPEN_STATES,
}


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides, beside the state, whether a step makes sense."""

    state: CaseState
    is_received_legally: bool
    """Whether the day of legal receipt is known (条例31)."""
    open_consultations: int = 0
    """Letters without an answer; one that comes after its period is put on record all the same."""
    is_extended: bool = False
    is_delivered: bool = False


def allows(situation: Situation, step: Step) -> bool:
    """Whether ``step`` is allowed in this situation."""
    if situation.state not in _ALLOWED[step]:
        return False
    sensible = {
        Step.CONFIRM: not situation.is_received_legally,
        Step.REGISTER: situation.is_received_legally,
        Step.ANSWER_CONSULTATION: situation.open_consultations > 0,
        Step.RECORD_CONSULTATION_DELIVERY: situation.open_consultations > 0,
        Step.EXTEND: not situation.is_extended,
        Step.RECORD_DELIVERY: not situation.is_delivered,
    }
    return sensible.get(step, True)


def allowed_steps(situation: Situation) -> list[Step]:
    """Every step allowed now, in alphabetical order."""
    return sorted(step for step in Step if allows(situation, step))


def settled_state(state: CaseState, *, is_awaiting: bool, has_draft: bool) -> CaseState:
    """The state of a case between its steps: a registered one consults while an answer is awaited.

    A party that stays silent past its period is awaited no longer (条例32, 34).
    """
    if state not in _WORKING:
        return state
    if is_awaiting:
        return CaseState.CONSULTING
    if has_draft:
        return CaseState.DRAFTED
    return state if state is CaseState.REGISTERED else CaseState.HANDLING
