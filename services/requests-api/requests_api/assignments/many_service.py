"""Making somebody responsible for many cases at once, each on its own."""

import asyncio
from collections.abc import Sequence

from gongkai.errors import Problem
from gongkai.http.items import ItemProblem, Unread, problem_of
from gongkai.http.language import Language
from gongkai.http.versions import IfMatch
from requests_api.assignments.events import Assigned
from requests_api.assignments.schemas import AssignmentResult, CaseToAssignIn
from requests_api.assignments.steps import ASSIGN
from requests_api.cases.kind import CaseDesk
from requests_api.matters.desk import Act
from requests_api.matters.reading import check_assignee


class ManyAssignments:
    """Assignments of many cases by one caller, in one transaction."""

    def __init__(self, desk: CaseDesk, language: Language) -> None:
        self._desk = desk
        self._language = language

    async def assign(
        self, items: Sequence[CaseToAssignIn | Unread], *, assignee: str, reason: str
    ) -> list[AssignmentResult]:
        """Assign each; everything that can stand against one is asked before anything of it is
        written, so that a refused one leaves nothing. Locked in the order of their ids, so that two
        callers never wait for each other.
        """
        results: dict[int, AssignmentResult] = {}
        read = [(index, item) for index, item in enumerate(items) if not isinstance(item, Unread)]
        for index, item in sorted(read, key=lambda each: (each[1].id, each[0])):
            results[index] = await self._result(index, item, assignee, reason)
            await asyncio.sleep(0)  # others have their turn
        for index, each in enumerate(items):
            if isinstance(each, Unread):
                results[index] = self._refused(index, None, each.problem)
        return [results[index] for index in range(len(items))]

    async def _result(
        self, index: int, item: CaseToAssignIn, assignee: str, reason: str
    ) -> AssignmentResult:
        desk = self._desk
        try:
            case = await desk.take(item.id, ASSIGN, IfMatch(frozenset({item.version})))
            await check_assignee(desk.session, assignee, case.organ_id)
        except Problem as problem:
            return self._refused(index, item, problem)
        is_new = case.assignee != assignee
        if is_new:
            await desk.perform(case, ASSIGN, Act(Assigned(assignee=assignee), words=reason))
        return AssignmentResult(
            index=index,
            id=case.id,
            outcome="assigned" if is_new else "unchanged",
            version=case.version,
            problem=None,
        )

    def _refused(
        self, index: int, item: CaseToAssignIn | None, problem: Problem
    ) -> AssignmentResult:
        return AssignmentResult(
            index=index,
            id=None if item is None else item.id,
            outcome="refused",
            version=None,
            problem=ItemProblem(**problem_of(index, problem, self._language)),
        )
