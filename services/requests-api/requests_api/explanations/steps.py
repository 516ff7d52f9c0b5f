"""The steps of asking for reasons (条例35)."""

from gongkai.auth.principal import Permission
from gongkai.steps import Guard, Reason, Step, stay
from requests_api.cases.states import IN_HAND
from requests_api.cases.steps import (
    CASE_STEPS,
    EXPLANATION_ASKED,
    TAKES_UP,
    UNDER_2019,
    CaseSituation,
)

NOT_ASKED: Guard[CaseSituation] = Guard(
    Reason("explanation_asked_already", "已要求申请人说明理由", "Reasons were asked for already"),
    lambda situation: not situation.is_explanation_asked,
)
NOT_EXPLAINED: Guard[CaseSituation] = Guard(
    Reason("explained_already", "申请人已说明理由", "The reasons are on record already"),
    lambda situation: not situation.is_explained,
)
REQUEST_EXPLANATION = CASE_STEPS.declare(
    Step(
        code="request_explanation",
        label="要求说明理由",
        path="explanation-request",
        permission=Permission.CASES_WRITE,
        moves=TAKES_UP,
        guards=(UNDER_2019, NOT_ASKED),
    )
)
RECORD_EXPLANATION_DELIVERY = CASE_STEPS.declare(
    Step(
        code="record_explanation_delivery",
        label="登记说明理由通知送达",
        path="explanation-request/delivery",
        permission=Permission.CASES_WRITE,
        moves=stay(IN_HAND),
        guards=(EXPLANATION_ASKED,),
    )
)
RECEIVE_EXPLANATION = CASE_STEPS.declare(
    Step(
        code="receive_explanation",
        label="登记说明的理由",
        path="explanation",
        permission=Permission.CASES_WRITE,
        moves=stay(IN_HAND),
        guards=(EXPLANATION_ASKED, NOT_EXPLAINED),
    )
)
