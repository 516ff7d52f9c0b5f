"""The step of stating a need."""

from gongkai.auth.principal import Permission
from gongkai.steps import Step, stay
from requests_api.cases.states import OPEN_STATES
from requests_api.cases.steps import CASE_STEPS, UNDER_2007

STATE_NEED = CASE_STEPS.declare(
    Step(
        code="state_need",
        label="登记特殊需要",
        path="special-need",
        permission=Permission.CASES_WRITE,
        moves=stay(OPEN_STATES),
        guards=(UNDER_2007,),
    )
)
