"""Rows of links, with the files at their other ends."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.http.paging import Keyset, Pager, Rows
from requests_api.links.kinds import LinkRelation
from requests_api.links.models import Link
from requests_api.matters.models import Matter
from requests_api.matters.repository import visible_to

NEWEST_LINK = Keyset((Link.id,), descending=True)


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as one of its files reads it."""

    id: UUID
    link: Link
    other: Matter | None
    """None where the other file does not exist for the caller."""


class LinkRepository:
    """Links in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, link: Link) -> None:
        """Enter a link."""
        self._session.add(link)

    async def find(self, first_id: UUID, other_id: UUID, relation: LinkRelation) -> Link | None:
        """The link of two files, if it is there."""
        return await self._session.scalar(
            select(Link).where(
                Link.first_id == first_id, Link.other_id == other_id, Link.relation == relation
            )
        )

    async def page(self, matter_id: UUID, principal: Principal, pager: Pager) -> Rows[Linked]:
        """One page of the links of a file, the newest first."""
        of_file = or_(Link.first_id == matter_id, Link.other_id == matter_id)
        other_id = case((Link.first_id == matter_id, Link.other_id), else_=Link.first_id)
        statement = (
            select(Link, Matter)
            .outerjoin(Matter, (Matter.id == other_id) & visible_to(principal))
            .where(of_file)
        )
        found = (await self._session.execute(pager.apply(statement))).all()
        return pager.page([Linked(link.id, link, other) for link, other in found])
