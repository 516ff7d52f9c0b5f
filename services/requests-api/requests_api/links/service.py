"""Linking two files; both show it."""

from uuid import UUID

from gongkai.crypto.signing import Signer
from gongkai.db import new_id
from gongkai.http.paging import Pager
from gongkai.reference.organs import organ_names
from gongkai.reference.people import person_names
from gongkai.steps import works_in
from requests_api.cases.kind import CASE, CaseDesk
from requests_api.cases.models import Case
from requests_api.links.errors import LinkedCaseUnknown, LinkToItself
from requests_api.links.events import CaseLinked
from requests_api.links.kinds import LinkRelation, ShownRelation
from requests_api.links.models import Link
from requests_api.links.presenter import link_out
from requests_api.links.repository import NEWEST_LINK, LinkRepository
from requests_api.links.schemas import LinkPageOut, LinksQuery
from requests_api.links.steps import LINK_CASE
from requests_api.matters.desk import Act


class LinkService:
    """Links of one case, for one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk
        self._links = LinkRepository(desk.session)

    async def add(
        self, case_id: UUID, *, other_id: UUID, relation: LinkRelation
    ) -> tuple[Case, UUID, bool]:
        """Link two files that the caller sees; the same link twice is one, and changes nothing.

        Returns whether it is new. Raises `LinkToItself` and `LinkedCaseUnknown`.
        """
        desk = self._desk
        if other_id == case_id:
            raise LinkToItself.at("/body/case_id")
        # Both rows are locked in the order of their ids, so that two writers cannot wait in a
        # circle.
        early = await self._other(other_id) if other_id < case_id else None
        case = await desk.take(case_id, LINK_CASE, None)
        other = early or await self._other(other_id)
        if other is None:
            raise LinkedCaseUnknown.at("/body/case_id")
        return await self.connect(case, other, relation)

    async def connect(
        self, case: Case, other: Case, relation: LinkRelation
    ) -> tuple[Case, UUID, bool]:
        """Link two locked files. On the record of the other it stands where the caller works on
        that one too; else only the table shows it there.
        """
        desk, (first, second) = self._desk, _ordered(case, other, relation)
        found = await self._links.find(first.id, second.id, relation)
        if found is not None:
            return case, found.id, False
        link = self.enter(first, second, relation)
        for file, linked in ((case, other), (other, case)):
            if file is case or works_in(desk.principal, file.organ_id):
                shown = ShownRelation.of(relation, is_first=file is first)
                event = CaseLinked(link_id=link.id, case_id=linked.id, relation=shown)
                await desk.put_on_record(file, Act(event))
        return case, link.id, True

    def enter(self, case: Case, other: Case, relation: LinkRelation) -> Link:
        """Link two files in the table alone, where the records of both tell it otherwise."""
        desk, (first, second) = self._desk, _ordered(case, other, relation)
        link = Link(
            id=new_id(),
            first_id=first.id,
            other_id=second.id,
            relation=relation,
            linked_by=desk.principal.actor,
            linked_at=desk.office.clock.now(),
        )
        self._links.add(link)
        return link

    async def tie(self, case: Case, other: Case, relation: LinkRelation) -> None:
        """As `enter`, unless the two are linked so already."""
        first, second = _ordered(case, other, relation)
        if await self._links.find(first.id, second.id, relation) is None:
            self.enter(case, other, relation)

    async def page(self, case: Case, query: LinksQuery, signer: Signer) -> LinkPageOut:
        """One page of the links; of files that the caller does not see, that there is one."""
        desk = self._desk
        pager = Pager(signer, f"links.{case.id}", query, NEWEST_LINK)
        rows = await self._links.page(case.id, desk.principal, pager)
        people = await person_names(desk.session, [row.link.linked_by for row in rows.items])
        others = [row.other.organ_id for row in rows.items if row.other is not None]
        organs = await organ_names(desk.session, others)
        return LinkPageOut(
            items=[link_out(row, case.id, people, organs) for row in rows.items],
            next_cursor=rows.next_cursor,
        )

    async def _other(self, other_id: UUID) -> Case | None:
        desk = self._desk
        return await desk.matters.lock(CASE.model, other_id, desk.principal)


def _ordered(case: Case, other: Case, relation: LinkRelation) -> tuple[Case, Case]:
    """Which of the two stands first in the table."""
    return (other, case) if relation.is_mutual and other.id < case.id else (case, other)
