"""The step of withdrawing."""

from gongkai.auth.principal import Permission
from gongkai.steps import Step
from requests_api.cases.states import OPEN_STATES, CaseState
from requests_api.cases.steps import CASE_STEPS

WITHDRAW = CASE_STEPS.declare(
    Step(
        code="withdraw",
        label="登记撤回",
        path="withdrawal",
        permission=Permission.CASES_WRITE,
        moves=dict.fromkeys(OPEN_STATES, CaseState.WITHDRAWN),
    )
)
