"""What the routes of cases are given: the office, and one caller's desk."""

from typing import Annotated

from fastapi import Depends, Request

from gongkai.auth.principal import Permission, Principal
from gongkai.http.security import requires
from gongkai.http.sessions import SessionDep
from requests_api.cases.desk import CaseDesk, Office


async def get_office(request: Request) -> Office:
    """The office of this process."""
    office: Office = request.app.state.office
    return office


OfficeDep = Annotated[Office, Depends(get_office)]


async def _desk(
    session: SessionDep,
    office: OfficeDep,
    principal: Annotated[Principal, requires(Permission.CASES_WRITE)],
) -> CaseDesk:
    return CaseDesk(session, office, principal)


DeskDep = Annotated[CaseDesk, Depends(_desk)]
"""Work on cases by a caller who may write them, in one transaction."""


async def _authority_desk(
    session: SessionDep,
    office: OfficeDep,
    principal: Annotated[Principal, requires(Permission.CASES_READ)],
) -> CaseDesk:
    return CaseDesk(session, office, principal)


AuthorityDeskDep = Annotated[CaseDesk, Depends(_authority_desk)]
"""For what needs authority (approval, return, extension): whoever may read the case reaches the
refusal, which then goes on record."""
