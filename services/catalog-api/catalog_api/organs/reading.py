"""Use cases that look organs up."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.organs.errors import OrganNotFound, OrganTreeTooLarge
from catalog_api.organs.models import Organ
from catalog_api.organs.repository import OrganRepository
from catalog_api.organs.schemas import OrganQuery
from gongkai.crypto.signing import Signer
from gongkai.http.paging import Rows

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

    async def page(self, query: OrganQuery, signer: Signer) -> Rows[Organ]:
        """One page of the organs that ``query`` looks for."""
        return await self._organs.page(query, signer)

    async def tree(self, organ_id: UUID, depth: int) -> Sequence[Organ]:
        """The organ and ``depth`` levels below it, parents first. Raises OrganTreeTooLarge."""
        root = await self.get(organ_id)
        found = await self._organs.below(root, depth=depth, limit=MAX_TREE + 1)
        if len(found) > MAX_TREE:
            raise OrganTreeTooLarge.at("/query/depth")
        return found
