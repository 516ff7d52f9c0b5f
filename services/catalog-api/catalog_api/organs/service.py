"""Use cases of the organ tree: create, change, move, look up."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.event_log import CatalogEventType, record
from catalog_api.keepers import keeps_everything
from catalog_api.organs.errors import (
    OrganCodeTaken,
    OrganCycle,
    OrganExternalIdTaken,
    OrganNotFound,
    OrganOutsideSubtree,
    OrganParentUnknown,
    OrganSourceIncomplete,
    OrganTreeTooLarge,
    OrganValidityReversed,
)
from catalog_api.organs.models import Organ
from catalog_api.organs.repository import OrganRepository
from catalog_api.organs.schemas import OrganIn, OrganPatch, OrganQuery
from gongkai.auth.principal import Principal
from gongkai.contracts import OrganChanged
from gongkai.crypto.signing import Signer
from gongkai.db import new_id
from gongkai.feed.outgoing import Publication, publish
from gongkai.http.paging import Rows
from gongkai.http.versions import IfMatch
from gongkai.time import PlatformClock

MAX_TREE = 2_000
"""Organs in one tree answer."""
_NEW = 1


class OrganService:
    """What one caller does with organs in one transaction."""

    def __init__(self, session: AsyncSession, clock: PlatformClock, caller: Principal) -> None:
        self._session = session
        self._organs = OrganRepository(session)
        self._clock = clock
        self._caller = caller

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

    async def create(self, new: OrganIn) -> Organ:
        """Enter an organ.

        Raises OrganParentUnknown, OrganCodeTaken, OrganExternalIdTaken, OrganOutsideSubtree and
        what is wrong between its members.
        """
        await self._organs.lock_tree()
        parent = await self.parent(new.parent_id)
        return await self.enter(new.model_dump(exclude={"parent_id"}), parent)

    async def update(self, organ_id: UUID, expected: IfMatch, patch: OrganPatch) -> Organ:
        """Change what ``patch`` names. Raises what `create` does, and 428 and 412."""
        organ = await self._changeable(organ_id, expected)
        await self.change(organ, patch.model_dump(exclude_unset=True), organ.path[:-1])
        return organ

    async def move(self, organ_id: UUID, expected: IfMatch, parent_id: UUID | None) -> Organ:
        """Hang the organ, with all below it, under another parent. Raises OrganCycle."""
        organ = await self._changeable(organ_id, expected)
        parent = await self.parent(parent_id)
        await self.change(organ, {}, parent.path if parent else [])
        return organ

    async def parent(self, parent_id: UUID | None) -> Organ | None:
        """The organ that a request names as parent. Raises OrganParentUnknown."""
        if parent_id is None:
            return None
        parent = await self._organs.get(parent_id)
        if parent is None:
            raise OrganParentUnknown.at("/body/parent_id")
        return parent

    async def enter(self, values: Mapping[str, Any], parent: Organ | None) -> Organ:
        """Store a new organ below ``parent``; the tree must be locked."""
        organ_id = new_id()
        path = [*(parent.path if parent else ()), organ_id]
        self._must_be_mine(path[:-1])
        await self._check(values, organ_id)
        at = self._clock.now()
        organ = Organ(
            id=organ_id,
            parent_id=parent.id if parent else None,
            path=path,
            version=_NEW,
            created_at=at,
            updated_at=at,
            **values,
        )
        self._organs.add(organ)
        await self._organs.flush()
        await self._tell(organ, CatalogEventType.ORGAN_CREATED, {"path": path, **values})
        return organ

    async def change(self, organ: Organ, values: Mapping[str, Any], above: Sequence[UUID]) -> bool:
        """Give ``organ`` these values and a place below ``above``; says whether anything changed.

        All checks come before the first change, so that a refused organ leaves no trace in the
        transaction. The tree must be locked.
        """
        values = {name: value for name, value in values.items() if getattr(organ, name) != value}
        path = [*above, organ.id]
        moved = path != organ.path
        self._must_be_mine(organ.path)
        if moved:
            self._must_be_mine(above)
            if organ.id in above:
                raise OrganCycle
        await self._check(values, organ.id, organ)
        if not values and not moved:
            return False
        at = self._clock.now()
        before = {name: getattr(organ, name) for name in values}
        if moved:
            before["path"] = organ.path
        below = await self._organs.move_below(organ, path, at=at) if moved else ()
        for name, value in values.items():
            setattr(organ, name, value)
        organ.path, organ.parent_id = path, above[-1] if above else None
        organ.version += 1
        organ.updated_at = at
        await self._organs.flush()
        await self._tell(
            organ,
            CatalogEventType.ORGAN_CHANGED,
            {name: [old, getattr(organ, name)] for name, old in before.items()},
        )
        for lower in below:
            await self._tell(
                lower, CatalogEventType.ORGAN_PATH_CHANGED, {"path": lower.path, "moved": organ.id}
            )
        return True

    async def _changeable(self, organ_id: UUID, expected: IfMatch) -> Organ:
        await self._organs.lock_tree()
        organ = await self.get(organ_id)
        self._must_be_mine(organ.path)
        expected.check(organ.version)
        return organ

    def _must_be_mine(self, path: Sequence[UUID]) -> None:
        """Whoever is bound to an organ keeps that and what is below: the tree decides who sees
        whose cases.
        """
        if not keeps_everything(self._caller) and self._caller.organ_id not in path:
            raise OrganOutsideSubtree

    async def _check(
        self, values: Mapping[str, Any], organ_id: UUID, stored: Organ | None = None
    ) -> None:
        """The rules between members and between organs, before anything is changed."""

        def value(name: str) -> Any:  # noqa: ANN401 - members have several types
            return values[name] if name in values else getattr(stored, name, None)

        first, last = value("valid_from"), value("valid_until")
        if first and last and last < first:
            raise OrganValidityReversed.at("/body/valid_until")
        source, external_id = value("source"), value("external_id")
        if (source is None) != (external_id is None):
            raise OrganSourceIncomplete.at(
                "/body/source" if source is None else "/body/external_id"
            )
        if values.get("code"):
            other = await self._organs.by_code(values["code"])
            if other is not None and other.id != organ_id:
                raise OrganCodeTaken(extensions={"organ_id": str(other.id)})
        if source is not None and {"source", "external_id"} & values.keys():
            other = await self._organs.by_source(source, external_id)
            if other is not None and other.id != organ_id:
                raise OrganExternalIdTaken(extensions={"organ_id": str(other.id)})

    async def _tell(self, organ: Organ, event: CatalogEventType, data: Mapping[str, Any]) -> None:
        """One entry of the log and one event of the feed for the organ's new version."""
        await record(
            self._session, event, organ.id, caller=self._caller, at=organ.updated_at, data=data
        )
        changed = OrganChanged(
            organ_id=organ.id,
            parent_id=organ.parent_id,
            path=organ.path,
            name=organ.name,
            short_name=organ.short_name,
            code=organ.code,
            region_code=organ.region_code,
            valid_from=organ.valid_from,
            valid_until=organ.valid_until,
        )
        publication = Publication(
            payload=changed,
            entity_id=organ.id,
            revision=organ.version,
            organ_id=organ.id,
            occurred_at=organ.updated_at,
        )
        await publish(self._session, publication)
