"""The steps of confirming receipt, and of reading back what the office filled in."""

from gongkai.auth.principal import Permission
from gongkai.steps import Guard, Reason, Step, stay
from requests_api.cases.states import CaseState
from requests_api.cases.steps import CASE_STEPS, UNCONFIRMED, CaseSituation
from requests_api.intake.errors import NotReadBack

ORAL: Guard[CaseSituation] = Guard(
    Reason("not_oral", "不是口头申请，无须宣读确认", "Only an oral application is read back"),
    lambda situation: situation.is_oral,
)
YET_TO_READ: Guard[CaseSituation] = Guard(
    Reason("read_back_already", "已宣读并经申请人确认", "It was read back already"),
    lambda situation: not situation.is_read_back,
)
HEARD_BACK: Guard[CaseSituation] = Guard(
    Reason(
        NotReadBack.code,
        "口头申请尚未向申请人宣读并经其确认（条例第29条）",
        "The oral application has not been read back and confirmed",
    ),
    lambda situation: situation.is_read_back or not situation.is_oral,
    NotReadBack,
)
CONFIRM = CASE_STEPS.declare(
    Step(
        code="confirm",
        label="确认收到",
        path="confirmation",
        permission=Permission.CASES_WRITE,
        moves=stay([CaseState.RECEIVED]),
        guards=(UNCONFIRMED,),
    )
)
READ_BACK = CASE_STEPS.declare(
    Step(
        code="read_back",
        label="登记宣读确认",
        path="read-back",
        permission=Permission.CASES_WRITE,
        moves=stay([CaseState.RECEIVED]),
        guards=(ORAL, YET_TO_READ),
        by_people=True,
    )
)
