"""Where an application stands, and the statutory stage that this is a view of (条例45)."""

from gongkai.codes import LabelledEnum


class CaseState(LabelledEnum):
    """Where a case stands. What it waits for is no state but a fact beside it."""

    RECEIVED = "received", "已收到"
    REGISTERED = "registered", "已登记"
    HANDLING = "handling", "办理中"
    DRAFTED = "drafted", "已拟稿"
    IN_APPROVAL = "in_approval", "审批中"
    APPROVED = "approved", "已批准"
    REPLIED = "replied", "已答复"
    CLOSED = "closed", "已结案"
    WITHDRAWN = "withdrawn", "已撤回"


class Stage(LabelledEnum):
    """The five statutory stages of a case file (条例45: 登记 审核 办理 答复 归档)."""

    REGISTRATION = "registration", "登记"
    REVIEW = "review", "审核"
    HANDLING = "handling", "办理"
    REPLY = "reply", "答复"
    ARCHIVE = "archive", "归档"


_S = CaseState

# No state is 归档 by itself: a file that is answered or ended waits to be filed, and what files it
# will say so. A withdrawal ends the handling without an answer; a closing is told to the applicant.
STAGES: dict[str, Stage] = {
    _S.RECEIVED: Stage.REGISTRATION,
    _S.REGISTERED: Stage.REVIEW,
    _S.HANDLING: Stage.HANDLING,
    _S.DRAFTED: Stage.HANDLING,
    _S.IN_APPROVAL: Stage.REPLY,
    _S.APPROVED: Stage.REPLY,
    _S.REPLIED: Stage.REPLY,
    _S.CLOSED: Stage.REPLY,
    _S.WITHDRAWN: Stage.HANDLING,
}
WORKING = (_S.REGISTERED, _S.HANDLING, _S.DRAFTED)
"""Registered, and the answer not yet handed in."""
IN_HAND = (*WORKING, _S.IN_APPROVAL, _S.APPROVED)
"""Registered, and not yet answered."""
OPEN_STATES = (_S.RECEIVED, *IN_HAND)
"""The states in which a deadline may run."""
