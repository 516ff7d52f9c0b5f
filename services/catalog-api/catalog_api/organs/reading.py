"""Use cases that look organs up."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.organs.errors import OrganTreeTooLarge
from catalog_api.organs.models import Organ
from catalog_api.organs.presenter import organ_out, organ_tree
from catalog_api.organs.repository import OrganRepository
from catalog_api.organs.schemas import OrganOut, OrganQuery, OrganTree
from gongkai.crypto.signing import Signer
from gongkai.http.paging import Page
from gongkai.reference.errors import OrganNotFound

MAX_TREE = 2_000
"""Organs in one tree answer."""


class OrganReading:
    """What is read of organs in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._organs = OrganRepository(session)

    async def get(self, organ_id: UUID) -> Organ:
        """The organ, or OrganNotFound."""
        organ = await self._organs.get(organ_id)
        if organ is None:
            raise OrganNotFound
        return organ

    async def shown(self, organ: Organ) -> OrganOut:
        """The organ as the API shows it."""
        return (await self._shown([organ]))[0]

    async def page(self, query: OrganQuery, signer: Signer) -> Page[OrganOut]:
        """One page of the organs that ``query`` looks for."""
        found = await self._organs.page(query, signer)
        return Page(items=await self._shown(found.items), next_cursor=found.next_cursor)

    async def tree(self, organ_id: UUID, depth: int) -> OrganTree:
        """The organ and ``depth`` levels below it. Raises OrganTreeTooLarge."""
        root = await self.get(organ_id)
        found = await self._organs.below(root, depth=depth, limit=MAX_TREE + 1)
        if len(found) > MAX_TREE:
            raise OrganTreeTooLarge.at("/query/depth")
        return organ_tree(found)

    async def _shown(self, organs: Sequence[Organ]) -> list[OrganOut]:
        beside = {other for o in organs for other in (o.parent_id, o.successor_id) if other}
        names = await self._organs.names(beside)
        return [organ_out(organ, names) for organ in organs]
