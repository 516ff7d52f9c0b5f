"""Entering a case in the register, and voiding a mistake."""

from gongkai.auth.principal import Permission
from gongkai.steps import Step
from requests_api.cases.states import WORKING, CaseState
from requests_api.cases.steps import CASE_STEPS, RECEIVED_LEGALLY, CaseSituation
from requests_api.intake.steps import HEARD_BACK


def _with_its_draft(situation: CaseSituation) -> str | None:
    """A case whose registration was voided keeps its draft."""
    return CaseState.DRAFTED if situation.has_draft else None


REGISTER = CASE_STEPS.declare(
    Step(
        code="register",
        label="登记",
        path="registration",
        permission=Permission.CASES_WRITE,
        moves={CaseState.RECEIVED: CaseState.REGISTERED},
        settled=_with_its_draft,
        guards=(RECEIVED_LEGALLY, HEARD_BACK),
        has_body=False,
    )
)
VOID_REGISTRATION = CASE_STEPS.declare(
    Step(
        code="void_registration",
        label="作废登记",
        path="registration/voiding",
        permission=Permission.CASES_VOID,
        moves=dict.fromkeys(WORKING, CaseState.RECEIVED),
    )
)
