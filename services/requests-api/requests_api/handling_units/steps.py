"""The steps of joint handling."""

from gongkai.auth.principal import Permission
from gongkai.steps import Step, stay
from requests_api.cases.states import IN_HAND, OPEN_STATES
from requests_api.cases.steps import CASE_STEPS, UNIT_HANDLING

ADD_HANDLING_UNIT = CASE_STEPS.declare(
    Step(
        code="add_handling_unit",
        label="指定承办单位",
        path="handling-units",
        permission=Permission.CASES_WRITE,
        moves=stay(IN_HAND),
    )
)
COMPLETE_HANDLING = CASE_STEPS.declare(
    Step(
        code="complete_handling",
        label="登记承办单位办结",
        path="handling-units/{unit_id}/completion",
        permission=Permission.CASES_WRITE,
        moves=stay(OPEN_STATES),
        guards=(UNIT_HANDLING,),
        has_body=False,
    )
)
