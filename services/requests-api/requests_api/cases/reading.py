"""Who the caller is where cases wait for an approval."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Permission, Principal
from gongkai.reference.people import standing_in
from requests_api.cases.states import CaseState
from requests_api.matters.office import Office


async def approver(
    session: AsyncSession,
    office: Office,
    principal: Principal,
    states: Collection[str] = (CaseState.IN_APPROVAL,),
) -> Principal:
    """The caller; who may approve a case in one of these states, with those in whose place they
    stand today.
    """
    waits = CaseState.IN_APPROVAL in states
    if not (waits and principal.allows(Permission.CASES_APPROVE)):
        return principal
    return await standing_in(session, principal, office.clock.today())
