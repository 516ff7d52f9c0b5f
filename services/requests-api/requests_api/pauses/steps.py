"""The steps of a pause."""

from gongkai.auth.principal import Permission
from gongkai.steps import Guard, Reason, Step, stay
from requests_api.cases.states import IN_HAND
from requests_api.cases.steps import CASE_STEPS, CaseSituation

PAUSES: Guard[CaseSituation] = Guard(
    Reason(
        "no_pause_in_rules",
        "本案适用的规定没有中止计算期限",
        "The rules by which the clock runs know no pause",
    ),
    lambda situation: situation.pauses,
)
RUNNING: Guard[CaseSituation] = Guard(
    Reason("paused_already", "已中止计算期限", "The clock is paused already"),
    lambda situation: not situation.is_paused,
)
PAUSED: Guard[CaseSituation] = Guard(
    Reason("not_paused", "没有中止计算期限", "The clock is not paused"),
    lambda situation: situation.is_paused,
)
UNTOLD: Guard[CaseSituation] = Guard(
    Reason("no_pause_untold", "没有尚未书面通知的中止", "No pause waits for its notice in writing"),
    lambda situation: situation.is_pause_untold,
)
PAUSE = CASE_STEPS.declare(
    Step(
        code="pause",
        label="中止计算期限",
        path="pause",
        permission=Permission.CASES_WRITE,
        moves=stay(IN_HAND),
        guards=(PAUSES, RUNNING),
    )
)
RESUME = CASE_STEPS.declare(
    Step(
        code="resume",
        label="恢复计算期限",
        path="resumption",
        permission=Permission.CASES_WRITE,
        moves=stay(IN_HAND),
        guards=(PAUSES, PAUSED),
    )
)
NOTIFY_PAUSE = CASE_STEPS.declare(
    Step(
        code="notify_pause",
        label="登记中止的书面通知",
        path="pause/notice",
        permission=Permission.CASES_WRITE,
        moves=stay(IN_HAND),
        guards=(UNTOLD,),
    )
)
