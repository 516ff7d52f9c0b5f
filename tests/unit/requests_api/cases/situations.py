"""Situations of a case, and people who act in them, for the tests of its procedure."""

from uuid import UUID

from gongkai.auth.principal import Principal, Role
from gongkai.features import modules_of
from gongkai.time import PlatformClock
from requests_api.approval_chains.levels import Level
from requests_api.cases.states import CaseState
from requests_api.cases.steps import CASE_STEPS, CaseSituation

S = CaseState
TWO_LEVELS = (Level(Role.HEAD), Level(Role.LEADER))
OWN, FOREIGN = UUID(int=1), UUID(int=2)
DECLARED = modules_of("requests_api", "steps")
"""Imported here, so that every step is declared."""
BY_CODE = {step.code: step for step in CASE_STEPS.steps}


def someone(*roles, subject="a", scopes=frozenset(), is_machine=False):
    return Principal(
        issuer="https://id.example",
        subject=subject,
        name=subject,
        organ_id=OWN,
        roles=frozenset(roles),
        scopes=frozenset(scopes),
        expires_at=PlatformClock().now(),
        is_machine=is_machine,
    )


def situation(state, organ=OWN, **more):
    known = {"is_received_legally": state is not S.RECEIVED}
    return CaseSituation(state=state, organ_id=organ, **{**known, **more})


def allows(where, step):
    return CASE_STEPS.why_not(step, where) is None


def why(where, step):
    return CASE_STEPS.why_not(step, where).code
