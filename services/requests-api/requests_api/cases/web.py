"""What the routes of applications are given: the caller's desk for a step, and readers."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends

from gongkai.auth.principal import Permission, Principal
from gongkai.http.openapi import problems
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.steps import Step
from requests_api.cases.errors import CaseNotFound, CaseStepNotAllowed
from requests_api.cases.kind import CASE, CaseDesk
from requests_api.cases.models import Case
from requests_api.cases.reading import approver
from requests_api.matters.desk import Desk
from requests_api.matters.errors import (
    AssigneeHandlesNoCases,
    AssigneeInactive,
    AssigneeOfAnotherOrgan,
    DateOutOfOrder,
    ForeignOrgan,
    UnknownAssignee,
)
from requests_api.matters.repository import MatterRepository
from requests_api.matters.web import OfficeDep

Reader = Annotated[Principal, requires(Permission.CASES_READ)]
"""A caller who may read cases."""
STEP = problems(CaseNotFound, ForeignOrgan, CaseStepNotAllowed, DateOutOfOrder)
"""The problems of a step with a date."""

ASSIGNEE = problems(
    UnknownAssignee, AssigneeOfAnotherOrgan, AssigneeInactive, AssigneeHandlesNoCases
)
"""The problems of naming who is responsible."""


def desk_for(step: Step[Any]) -> Any:  # noqa: ANN401 - FastAPI's own return type
    """The dependency of a step's route: the desk of a caller who may take it.

    Where the step demands an authority of its own, whoever may read the case reaches the refusal,
    which then goes on record.
    """
    demanded = Permission.CASES_READ if step.needs is not None else step.permission

    async def desk(
        session: SessionDep, office: OfficeDep, principal: Annotated[Principal, requires(demanded)]
    ) -> CaseDesk:
        return Desk(session, office, CASE, await approver(session, office, principal))

    return Depends(desk)


async def _reading_desk(session: ReadSessionDep, office: OfficeDep, principal: Reader) -> CaseDesk:
    return Desk(session, office, CASE, await approver(session, office, principal))


ReadingDesk = Annotated[CaseDesk, Depends(_reading_desk)]
"""For reading: nothing is locked, nothing can be written."""


async def find_case(case_id: UUID, principal: Reader, session: ReadSessionDep) -> Case:
    """The case, if it exists for the caller; raises `CaseNotFound`."""
    case = await MatterRepository(session).find(Case, case_id, principal)
    if case is None:
        raise CaseNotFound
    return case


FoundCase = Annotated[Case, Depends(find_case)]
"""A case to be read."""
