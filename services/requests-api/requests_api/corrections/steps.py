"""The steps of a correction."""

from gongkai.auth.principal import Permission
from gongkai.steps import Guard, Reason, Step, stay
from requests_api.cases.states import IN_HAND, OPEN_STATES, CaseState
from requests_api.cases.steps import CASE_STEPS, TAKES_UP, CaseSituation
from requests_api.corrections.errors import CorrectionRepeated

ASKED_ONCE: Guard[CaseSituation] = Guard(
    Reason(
        CorrectionRepeated.code,
        "已告知过补正，补正应当一次性告知（条例第30条）",
        "A correction has been asked for already",
    ),
    lambda situation: not situation.is_correction_asked,
    CorrectionRepeated,
)
NOTICE_SENT: Guard[CaseSituation] = Guard(
    Reason("no_correction_notice", "尚未告知补正", "No correction has been asked for"),
    lambda situation: situation.is_correction_asked,
)
AWAITED: Guard[CaseSituation] = Guard(
    Reason("no_correction_awaited", "没有待收到的补正", "No correction is awaited"),
    lambda situation: situation.is_correction_awaited,
)
NOTIFY_CORRECTION = CASE_STEPS.declare(
    Step(
        code="notify_correction",
        label="告知补正",
        path="correction-notice",
        permission=Permission.CASES_WRITE,
        moves=TAKES_UP,
        guards=(ASKED_ONCE,),
    )
)
RECORD_CORRECTION_DELIVERY = CASE_STEPS.declare(
    Step(
        code="record_correction_delivery",
        label="登记补正告知书送达",
        path="correction-notice/delivery",
        permission=Permission.CASES_WRITE,
        moves=stay(IN_HAND),
        guards=(NOTICE_SENT,),
    )
)
RECEIVE_CORRECTION = CASE_STEPS.declare(
    Step(
        code="receive_correction",
        label="登记收到补正",
        path="correction",
        permission=Permission.CASES_WRITE,
        # Also while a registration is voided: an applicant's correction is never turned away. What
        # was approved answers what is no longer asked, so that it comes back.
        moves={
            **stay(OPEN_STATES),
            CaseState.IN_APPROVAL: CaseState.DRAFTED,
            CaseState.APPROVED: CaseState.DRAFTED,
        },
        guards=(AWAITED,),
    )
)
