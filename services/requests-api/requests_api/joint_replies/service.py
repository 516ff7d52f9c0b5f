"""Taking a step of the reply on several cases: each in a transaction of its own, so that one that
is refused neither stops the others nor is half done.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from uuid import UUID

from gongkai.auth.principal import Principal
from gongkai.errors import Problem
from gongkai.http.language import Language
from gongkai.http.versions import IfMatch
from requests_api.cases.kind import CASE, CaseDesk
from requests_api.cases.models import Case
from requests_api.cases.reading import approver
from requests_api.joint_replies.errors import CasesNotLinked, JointTextDiffers
from requests_api.joint_replies.repository import drafts_of, pairs_among
from requests_api.joint_replies.schemas import (
    JointOut,
    JointProblemOut,
    JointResultOut,
    NamedCase,
)
from requests_api.matters.desk import Desk
from requests_api.matters.office import Office
from requests_api.replies.models import CONTENT, Reply
from requests_api.replies.service import ReplyService

Act = Callable[[ReplyService, UUID, IfMatch], Awaitable[Case]]
"""A step of the reply on one case at the version that is expected."""


class JointReplies:
    """Steps of replies on several cases, by one caller."""

    def __init__(self, office: Office, principal: Principal, language: Language) -> None:
        self._office = office
        self._principal = principal
        self._language = language

    async def take(
        self, cases: Sequence[NamedCase], act: Act, *, has_drafts: bool = True
    ) -> JointOut:
        """Take a step on each of the cases, if they ask for the same information and, where they
        have drafts already, these say the same.
        """
        barred = await self._barred([case.id for case in cases], has_drafts=has_drafts)
        results = [await self._result(case, act, barred.get(case.id)) for case in cases]
        done = sum(result.outcome == "done" for result in results)
        return JointOut(results=results, done=done, refused=len(results) - done)

    async def _result(self, named: NamedCase, act: Act, bar: Problem | None) -> JointResultOut:
        try:
            if bar is not None:
                raise bar
            async with self._office.database.unit_of_work() as session:
                caller = await approver(session, self._office, self._principal)
                desk: CaseDesk = Desk(session, self._office, CASE, caller)
                expected = IfMatch(frozenset({named.version}))
                case = await act(ReplyService(desk), named.id, expected)
                return _done(case)
        except Problem as problem:
            return self._refused(named.id, problem)

    async def _barred(self, ids: Sequence[UUID], *, has_drafts: bool) -> Mapping[UUID, Problem]:
        """What keeps some of the cases from being answered with the others."""
        async with self._office.database.read_session() as session:
            linked = _reached(ids, await pairs_among(session, ids))
            drafts = await drafts_of(session, ids, self._principal)
        barred: dict[UUID, Problem] = {each: CasesNotLinked() for each in ids if each not in linked}
        if has_drafts:
            said = {case_id: self._said(reply) for case_id, reply in drafts.items()}
            first = next((said[each] for each in ids if each in said), None)
            for each, text in said.items():
                if text != first:
                    barred.setdefault(each, JointTextDiffers())
        return barred

    def _said(self, reply: Reply) -> tuple[str, str]:
        content = CONTENT.opened(self._office.keys, reply.content, reply.id)
        return reply.decision.value, content

    def _refused(self, case_id: UUID, problem: Problem) -> JointResultOut:
        is_zh = self._language == "zh"
        told = JointProblemOut(
            status=problem.status,
            code=problem.code,
            title=problem.title_zh if is_zh else problem.title_en,
            detail=problem.detail_zh if is_zh else problem.detail_en,
        )
        return JointResultOut(
            case_id=case_id,
            outcome="refused",
            version=None,
            state=None,
            state_label=None,
            problem=told,
        )


def _done(case: Case) -> JointResultOut:
    return JointResultOut(
        case_id=case.id,
        outcome="done",
        version=case.version,
        state=case.state,
        state_label=CASE.steps.label_of(case.state),
        problem=None,
    )


def _reached(ids: Sequence[UUID], pairs: Collection[tuple[UUID, UUID]]) -> Collection[UUID]:
    """Those that are linked with the first, be it through others."""
    reached, begun = {ids[0]}, [ids[0]]
    while begun:
        at = begun.pop()
        for pair in pairs:
            if at in pair:
                new = set(pair) - reached
                reached |= new
                begun += new
    return reached
