"""The step that proposes to publish."""

from gongkai.auth.principal import Permission
from gongkai.steps import Guard, Reason, Step, stay
from requests_api.cases.states import IN_HAND, CaseState
from requests_api.cases.steps import CASE_STEPS, CaseSituation

NOT_PROPOSED: Guard[CaseSituation] = Guard(
    Reason("publication_proposed_already", "已经建议主动公开", "It was proposed already"),
    lambda situation: not situation.is_publication_proposed,
)
NOT_WITHHELD: Guard[CaseSituation] = Guard(
    Reason(
        "information_withheld",
        "答复未公开的信息不能建议主动公开（条例第44条：可以公开的）",
        "What the reply did not disclose is not proposed for publication",
    ),
    lambda situation: not situation.is_withheld,
)
PROPOSE = CASE_STEPS.declare(
    Step(
        code="propose_publication",
        label="建议主动公开",
        path="publication",
        permission=Permission.CASES_WRITE,
        moves=stay((*IN_HAND, CaseState.REPLIED)),
        guards=(NOT_PROPOSED, NOT_WITHHELD),
        by_people=True,
        is_corrective=True,  # it moves nothing on, and a file that was answered takes it too
    )
)
