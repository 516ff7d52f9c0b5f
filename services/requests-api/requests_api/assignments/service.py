"""Making somebody responsible."""

from uuid import UUID

from gongkai.http.versions import IfMatch
from requests_api.assignments.events import Assigned
from requests_api.assignments.steps import ASSIGN
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.matters.desk import Act
from requests_api.matters.reading import check_assignee


class AssignmentService:
    """Assignments by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def assign(self, case_id: UUID, expected: IfMatch, *, assignee: str) -> Case:
        """Make somebody responsible; the deadlines' reminders follow.

        Raises UnknownAssignee, AssigneeOfAnotherOrgan, AssigneeInactive, AssigneeHandlesNoCases.
        """
        case = await self._desk.take(case_id, ASSIGN, expected)
        await check_assignee(self._desk.session, assignee, case.organ_id)
        await self._desk.perform(case, ASSIGN, Act(Assigned(assignee=assignee)))
        return case
