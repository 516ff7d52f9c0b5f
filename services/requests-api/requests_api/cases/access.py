"""May this kind of caller take this step: the permission that each step demands.

Two people at least stand behind a reply, and both are people: a machine approves nothing.
"""

from collections.abc import Mapping
from uuid import UUID

from gongkai.auth.principal import Permission, Principal
from requests_api.cases.lifecycle import Situation, Step, allowed_steps

_DEMANDED: Mapping[Step, Permission] = {
    Step.APPROVE: Permission.CASES_APPROVE,
    Step.EXTEND: Permission.CASES_EXTEND,
    Step.RETURN: Permission.CASES_APPROVE,
    Step.VOID_REGISTRATION: Permission.CASES_VOID,
}
_BY_PEOPLE = frozenset({Step.APPROVE, Step.EXTEND, Step.RETURN})


def works_in(principal: Principal, organ_id: UUID) -> bool:
    """Whether the caller works on the cases of this organ, beside seeing them.

    Oversight shows a person the cases of the organs below; it does not make that person their clerk
    or head, whatever other role goes with it. A machine works wherever its rows are.
    """
    return principal.is_machine or principal.organ_id == organ_id


def may_read_letters(principal: Principal, organ_id: UUID) -> bool:
    """Whether the caller drafts or approves letters there; they name the applicant."""
    is_of_the_office = principal.allows(Permission.CASES_WRITE) or principal.allows(
        Permission.CASES_APPROVE
    )
    return is_of_the_office and works_in(principal, organ_id)


def may(principal: Principal, step: Step, organ_id: UUID) -> bool:
    """Whether this kind of caller may take ``step`` on the cases of this organ at all."""
    if principal.is_machine and step in _BY_PEOPLE:
        return False
    demanded = _DEMANDED.get(step, Permission.CASES_WRITE)
    return works_in(principal, organ_id) and principal.allows(demanded)


def available_actions(
    situation: Situation, principal: Principal, organ_id: UUID, drafted_by: str | None
) -> list[Step]:
    """The steps that this caller can take now; nobody approves what they drafted."""
    return [
        step
        for step in allowed_steps(situation)
        if may(principal, step, organ_id)
        and not (step is Step.APPROVE and principal.subject == drafted_by)
    ]
