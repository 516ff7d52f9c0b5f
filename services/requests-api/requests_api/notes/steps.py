"""The step of writing a note."""

from gongkai.auth.principal import Permission
from gongkai.steps import Step, stay
from requests_api.cases.states import CaseState
from requests_api.cases.steps import CASE_STEPS

ADD_NOTE = CASE_STEPS.declare(
    Step(
        code="add_note",
        label="加注内部备注",
        path="notes",
        permission=Permission.CASES_WRITE,
        moves=stay(CaseState),
        is_corrective=True,  # it moves nothing on, and a file that has ended takes it too
    )
)
