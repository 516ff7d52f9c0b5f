"""The steps of closing a case without a reply and of reopening it; both are the head's."""

from gongkai.auth.principal import Permission
from gongkai.steps import Guard, Reason, Step
from requests_api.cases.states import IN_HAND, CaseState
from requests_api.cases.steps import CASE_STEPS, CaseSituation
from requests_api.closings.errors import ClosingNeedsHead, LetterMissing

NO_LETTER = Reason(LetterMissing.code, LetterMissing.title_zh, LetterMissing.title_en)
NOTICE_DRAWN_UP: Guard[CaseSituation] = Guard(
    NO_LETTER, lambda situation: situation.has_closing_notice, LetterMissing
)
ABANDONED: Guard[CaseSituation] = Guard(
    Reason(
        "not_abandoned",
        "只有视为放弃的申请可以因正当理由或者已按期缴费而恢复办理",
        "Only what counted as abandoned is reopened",
    ),
    lambda situation: situation.is_abandoned,
)
CLOSE = CASE_STEPS.declare(
    Step(
        code="close",
        label="不作答复办结",
        path="closing",
        permission=Permission.CASES_CLOSE,
        moves=dict.fromkeys(IN_HAND, CaseState.CLOSED),
        guards=(NOTICE_DRAWN_UP,),
        by_people=True,
        needs=ClosingNeedsHead,
    )
)
REOPEN = CASE_STEPS.declare(
    Step(
        code="reopen",
        label="恢复办理",
        path="reopening",
        permission=Permission.CASES_CLOSE,
        moves={CaseState.CLOSED: CaseState.HANDLING},
        guards=(ABANDONED,),
        by_people=True,
        needs=ClosingNeedsHead,
    )
)
