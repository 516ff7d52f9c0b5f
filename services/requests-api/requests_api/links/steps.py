"""The step of linking two files."""

from gongkai.auth.principal import Permission
from gongkai.steps import Step, stay
from requests_api.cases.states import CaseState
from requests_api.cases.steps import CASE_STEPS

LINK_CASE = CASE_STEPS.declare(
    Step(
        code="link_case",
        label="关联其他申请",
        path="links",
        permission=Permission.CASES_WRITE,
        moves=stay(CaseState),
        is_corrective=True,  # it moves nothing on, and a file that has ended takes it too
    )
)
