"""The organs that a batch is about, read at once and not one by one.

The tree is locked meanwhile, so nobody else changes them: what is held here is what will be stored
once the batch is written.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.organ_sources.schemas import BulkItem
from catalog_api.organs.models import Organ
from catalog_api.organs.repository import OrganRepository
from gongkai.characters import plain, plain_translation


class OrganBatch(OrganRepository):
    """As its base, and answers from what was read for the batch or entered since where it can."""

    def __init__(self, session: AsyncSession) -> None:
        super().__init__(session)
        self._held: dict[UUID, Organ] = {}
        self._by_source: dict[tuple[str, str], Organ] = {}
        self._sources: set[tuple[str, str]] = set()
        self._codes: set[str] = set()
        self._parents: set[UUID] = set()
        """Below whom everybody is held who has a name of the batch."""

    async def read(self, items: Sequence[BulkItem], own: UUID | None) -> None:
        """Lock the tree; read the organs that items, their parents and codes name, and ``own``,
        then whoever beside them has a name that stands in the batch.
        """
        await super().lock_tree()
        self._sources = {(item.source, item.external_id) for item in items} | {
            (item.source, item.parent_external_id) for item in items if item.parent_external_id
        }
        self._codes = {item.code for item in items if item.code}
        named = {item.parent_id for item in items if item.parent_id} | ({own} if own else set())
        is_named = or_(
            tuple_(Organ.source, Organ.external_id).in_(self._sources),
            Organ.code.in_(self._codes),
            Organ.id.in_(named),
        )
        for organ in await self._session.scalars(select(Organ).where(is_named)):
            self._hold(organ)
        above = {organ.parent_id for organ in self._held.values() if organ.parent_id}
        self._parents = self._held.keys() | above
        finds, becomes = plain_translation()
        is_alike = func.translate(Organ.name, finds, becomes).in_(
            {plain(item.name) for item in items}
        )
        beside = select(Organ).where(Organ.parent_id.in_(self._parents), is_alike)
        for organ in await self._session.scalars(beside):
            self._hold(organ)

    async def lock_tree(self) -> None:
        """Locked since `read`."""

    async def get(self, organ_id: UUID) -> Organ | None:
        """The organ with this id."""
        if organ_id not in self._held:
            await super().flush()
            return await super().get(organ_id)
        return self._held[organ_id]

    async def by_source(self, source: str, external_id: str) -> Organ | None:
        """The organ that another system knows by this id."""
        if (source, external_id) not in self._sources:
            await super().flush()
            return await super().by_source(source, external_id)
        return self._by_source.get((source, external_id))

    async def by_code(self, code: str) -> Organ | None:
        """The organ with this unified social credit code."""
        if code not in self._codes:
            await super().flush()
            return await super().by_code(code)
        return next((organ for organ in self._held.values() if organ.code == code), None)

    async def named(self, parent_id: UUID, name: str) -> Sequence[Organ]:
        """The organs directly below one whose name reads like ``name``, a name of the batch."""
        if parent_id not in self._parents:
            await super().flush()
            return await super().named(parent_id, name)
        wanted = plain(name)
        below = (organ for organ in self._held.values() if organ.parent_id == parent_id)
        return [organ for organ in below if plain(organ.name) == wanted]

    def add(self, organ: Organ) -> None:
        """Take a new organ into the session."""
        super().add(organ)
        self._hold(organ)
        self._parents.add(organ.id)  # below it is nobody but those of the batch

    async def flush(self) -> None:
        """Written with the batch."""

    async def move_below(
        self, organ: Organ, path: Sequence[UUID], *, at: datetime
    ) -> Sequence[Organ]:
        """Give everything below ``organ``, also of the batch, its new path."""
        await super().flush()
        return await super().move_below(organ, path, at=at)

    def _hold(self, organ: Organ) -> None:
        self._held[organ.id] = organ
        if organ.source is not None and organ.external_id is not None:
            self._by_source[organ.source, organ.external_id] = organ
