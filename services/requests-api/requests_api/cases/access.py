"""May this kind of caller take this step: the permission that each step demands.

Two people at least stand behind a reply, and both are people: a machine approves nothing.
"""

from collections.abc import Mapping

from gongkai.auth.principal import Permission, Principal
from requests_api.cases.lifecycle import Situation, Step, allowed_steps

_DEMANDED: Mapping[Step, Permission] = {
    Step.APPROVE: Permission.CASES_APPROVE,
    Step.EXTEND: Permission.CASES_EXTEND,
    Step.RETURN: Permission.CASES_APPROVE,
    Step.VOID_REGISTRATION: Permission.CASES_VOID,
}
_BY_PEOPLE = frozenset({Step.APPROVE, Step.EXTEND, Step.RETURN})


def may(principal: Principal, step: Step) -> bool:
    """Whether this kind of caller may take ``step`` at all, whatever the case."""
    if principal.is_machine and step in _BY_PEOPLE:
        return False
    return principal.allows(_DEMANDED.get(step, Permission.CASES_WRITE))


def available_actions(
    situation: Situation, principal: Principal, drafted_by: str | None
) -> list[Step]:
    """The steps that this caller can take now; nobody approves what they drafted."""
    return [
        step
        for step in allowed_steps(situation)
        if may(principal, step) and not (step is Step.APPROVE and principal.subject == drafted_by)
    ]
