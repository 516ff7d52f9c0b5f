"""The steps of serving letters: in every state, as a letter may be served after the end."""

from gongkai.auth.principal import Permission
from gongkai.steps import Guard, Reason, Step, stay
from requests_api.cases.states import CaseState
from requests_api.cases.steps import CASE_STEPS, CaseSituation

LETTER_DRAWN: Guard[CaseSituation] = Guard(
    Reason("no_letter", "卷内没有已制作的文书", "No letter is drawn up"),
    lambda situation: situation.has_letter,
)
DELIVER_LETTER = CASE_STEPS.declare(
    Step(
        code="record_letter_delivery",
        label="登记文书送达",
        path="letters/{letter_id}/delivery",
        permission=Permission.CASES_WRITE,
        moves=stay(CaseState),
        guards=(LETTER_DRAWN,),
    )
)
RETURN_LETTER = CASE_STEPS.declare(
    Step(
        code="record_letter_return",
        label="登记文书退回",
        path="letters/{letter_id}/return",
        permission=Permission.CASES_WRITE,
        moves=stay(CaseState),
        guards=(LETTER_DRAWN,),
    )
)
