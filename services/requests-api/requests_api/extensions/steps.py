"""The step of extending the period."""

from gongkai.auth.principal import Permission
from gongkai.steps import Step, stay
from requests_api.cases.states import IN_HAND
from requests_api.cases.steps import CASE_STEPS, NOT_EXTENDED
from requests_api.extensions.errors import ExtensionNeedsHead

EXTEND = CASE_STEPS.declare(
    Step(
        code="extend",
        label="延期",
        path="extension",
        permission=Permission.CASES_EXTEND,
        moves=stay(IN_HAND),
        guards=(NOT_EXTENDED,),
        by_people=True,
        needs=ExtensionNeedsHead,
    )
)
