"""The step of setting a delay."""

from gongkai.auth.principal import Permission
from gongkai.steps import Step, stay
from requests_api.cases.states import IN_HAND
from requests_api.cases.steps import CASE_STEPS, EXPLAINED, EXPLANATION_ASKED, UNDER_2019
from requests_api.delays.errors import DelayNeedsHead

SET_DELAY = CASE_STEPS.declare(
    Step(
        code="set_delay",
        label="确定延迟答复的期限",
        path="delay",
        permission=Permission.CASES_EXTEND,
        moves=stay(IN_HAND),
        guards=(UNDER_2019, EXPLANATION_ASKED, EXPLAINED),
        by_people=True,
        needs=DelayNeedsHead,
    )
)
