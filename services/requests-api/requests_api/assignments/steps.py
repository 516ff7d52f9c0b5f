"""The step of assigning."""

from gongkai.auth.principal import Permission
from gongkai.steps import Step, stay
from requests_api.cases.states import OPEN_STATES
from requests_api.cases.steps import CASE_STEPS

ASSIGN = CASE_STEPS.declare(
    Step(
        code="assign",
        label="指定经办人",
        path="assignment",
        permission=Permission.CASES_WRITE,
        moves=stay(OPEN_STATES),
    )
)
