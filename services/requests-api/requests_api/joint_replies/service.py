"""Taking a step of the reply on several cases: each in a transaction of its own, so that one that
is refused neither stops the others nor is half done.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from gongkai.auth.principal import Principal
from gongkai.errors import Problem
from gongkai.files import Files
from gongkai.http.items import ItemProblem, Unread, problem_of
from gongkai.http.language import Language
from gongkai.http.versions import IfMatch
from requests_api.cases.kind import CASE, CaseDesk
from requests_api.cases.models import Case
from requests_api.cases.reading import approver
from requests_api.joint_replies.errors import CasesNotLinked, JointTextDiffers
from requests_api.joint_replies.repository import drafts_of, pairs_among
from requests_api.joint_replies.schemas import JointOut, JointResultOut, NamedCase
from requests_api.letter_templates.kinds import LetterKind
from requests_api.letters.drawing_service import Draft, Wanted
from requests_api.letters.service import LetterService, draw_up
from requests_api.matters.desk import Desk
from requests_api.matters.office import Office
from requests_api.matters.schemas import CreatedOut
from requests_api.replies.models import CONTENT, Reply
from requests_api.replies.service import ReplyService

Act = Callable[[ReplyService, UUID, IfMatch], Awaitable[Case]]
"""A step of the reply on one case at the version that is expected."""


class Taken(NamedTuple):
    """A case on which something was done, and the part that was made."""

    case: Case
    created: CreatedOut | None


Do = Callable[[UUID, IfMatch], Awaitable[Taken]]
"""The same, with its own transaction."""


class JointReplies:
    """Steps of replies on several cases, by one caller."""

    def __init__(self, office: Office, principal: Principal, language: Language) -> None:
        self._office = office
        self._principal = principal
        self._language = language

    async def take(
        self, items: Sequence[NamedCase | Unread], act: Act, *, has_drafts: bool = True
    ) -> JointOut:
        """Take a step on each of the cases, if they ask for the same information and, where they
        have drafts already, these say the same.
        """

        async def one(case_id: UUID, expected: IfMatch) -> Taken:
            async with self._office.database.unit_of_work() as session:
                caller = await approver(session, self._office, self._principal)
                desk: CaseDesk = Desk(session, self._office, CASE, caller)
                return Taken(await act(ReplyService(desk), case_id, expected), None)

        return await self._each(items, one, has_drafts=has_drafts)

    async def draw(self, files: Files, items: Sequence[NamedCase | Unread]) -> JointOut:
        """Draw up the letter of the reply of each of the cases, under a number of its own."""

        async def one(case_id: UUID, expected: IfMatch) -> Taken:
            wanted = Wanted(case_id, LetterKind.REPLY, None, None, {})

            async def record(draft: Draft) -> Taken:
                async with self._office.database.unit_of_work() as session:
                    desk = Desk(session, self._office, CASE, self._principal)
                    found = await desk.find_own(case_id)
                    expected.check(found.version, since=found.same_since)
                    case, row = await LetterService(desk).record(files, draft)
                    return Taken(case, CreatedOut(kind="letter", id=row.letter.id))

            return await draw_up(self._office, files, self._principal, wanted, record)

        return await self._each(items, one, has_drafts=True)

    async def _each(
        self, items: Sequence[NamedCase | Unread], do: Do, *, has_drafts: bool
    ) -> JointOut:
        ids = [item.id for item in items if not isinstance(item, Unread)]
        barred = await self._barred(ids, has_drafts=has_drafts) if ids else {}
        results = [await self._result(n, item, do, barred) for n, item in enumerate(items)]
        done = sum(result.outcome == "done" for result in results)
        return JointOut(results=results, done=done, refused=len(results) - done)

    async def _result(
        self, index: int, item: NamedCase | Unread, do: Do, barred: Mapping[UUID, Problem]
    ) -> JointResultOut:
        if isinstance(item, Unread):
            return self._refused(index, None, item.problem)
        if item.id in barred:
            return self._refused(index, item.id, barred[item.id])
        try:
            return _done(index, await do(item.id, IfMatch(frozenset({item.version}))))
        except Problem as problem:
            return self._refused(index, item.id, problem)

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

    def _refused(self, index: int, case_id: UUID | None, problem: Problem) -> JointResultOut:
        return JointResultOut(
            index=index,
            id=case_id,
            outcome="refused",
            version=None,
            state=None,
            state_label=None,
            created=None,
            problem=ItemProblem(**problem_of(index, problem, self._language)),
        )


def _done(index: int, taken: Taken) -> JointResultOut:
    case = taken.case
    return JointResultOut(
        index=index,
        id=case.id,
        outcome="done",
        version=case.version,
        state=case.state,
        state_label=CASE.steps.label_of(case.state),
        created=taken.created,
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
