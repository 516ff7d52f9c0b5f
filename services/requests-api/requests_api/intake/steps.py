"""The step of confirming receipt."""

from gongkai.auth.principal import Permission
from gongkai.steps import Step, stay
from requests_api.cases.states import CaseState
from requests_api.cases.steps import CASE_STEPS, UNCONFIRMED

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
