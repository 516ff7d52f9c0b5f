"""The step of putting a day right."""

from gongkai.auth.principal import Permission
from gongkai.steps import Step, stay
from requests_api.cases.states import CaseState
from requests_api.cases.steps import CASE_STEPS
from requests_api.date_corrections.errors import CorrectionNeedsHead

CORRECT_DATE = CASE_STEPS.declare(
    Step(
        code="correct_date",
        label="更正日期",
        path="events/{seq}/correction",
        permission=Permission.CASES_CORRECT,
        moves=stay(CaseState),
        is_corrective=True,
        by_people=True,
        needs=CorrectionNeedsHead,
    )
)
