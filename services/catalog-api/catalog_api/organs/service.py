"""Use cases of the organ tree: create, change, move."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NoReturn
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.keepers import keeps_everything
from catalog_api.organs.errors import (
    OrganChannelsMissing,
    OrganCodeTaken,
    OrganCycle,
    OrganExternalIdTaken,
    OrganNameTaken,
    OrganOutsideSubtree,
    OrganParentUnknown,
    OrganSourceIncomplete,
    OrganSuccessionCircle,
    OrganSuccessorUnknown,
    OrganValidityReversed,
)
from catalog_api.organs.events import OrganCreated, OrganPathChanged, OrganValuesChanged
from catalog_api.organs.kinds import OrganStep
from catalog_api.organs.models import Organ
from catalog_api.organs.presenter import duty_desk_of, office_of
from catalog_api.organs.reading import OrganReading
from catalog_api.organs.repository import OrganRepository
from catalog_api.organs.schemas import OrganIn, OrganPatch
from catalog_api.record import CatalogEvent, CatalogRefusal
from gongkai.auth.principal import Principal
from gongkai.contracts import OrganChanged
from gongkai.db import Database, new_id
from gongkai.feed.outgoing import Publication, publish
from gongkai.http.versions import IfMatch
from gongkai.record import Record
from gongkai.record.refusals import refuse
from gongkai.time import PlatformClock


class OrganService:
    """What one caller does with organs in one transaction."""

    def __init__(
        self,
        session: AsyncSession,
        clock: PlatformClock,
        caller: Principal,
        database: Database,
        organs: OrganRepository | None = None,
    ) -> None:
        self._session = session
        self._database = database
        self._organs = organs or OrganRepository(session)
        self._changed: dict[UUID, Organ] = {}
        self._reading = OrganReading(session)
        self._record = Record(session, CatalogEvent, clock)
        self._clock = clock
        self._caller = caller

    async def create(self, new: OrganIn) -> Organ:
        """Enter an organ.

        Raises OrganParentUnknown, OrganSuccessorUnknown, OrganCodeTaken, OrganExternalIdTaken,
        OrganNameTaken, OrganOutsideSubtree and what is wrong between its members.
        """
        await self._organs.lock_tree()
        parent = await self.parent(new.parent_id)
        organ = await self.enter(new.model_dump(exclude={"parent_id"}), parent)
        await self.tell()
        return organ

    async def update(self, organ_id: UUID, expected: IfMatch, patch: OrganPatch) -> Organ:
        """Change what ``patch`` names. Raises what `create` does, and 428 and 412."""
        organ = await self._changeable(organ_id, expected, OrganStep.UPDATE)
        values = patch.model_dump(include=patch.model_fields_set)
        await self.change(organ, values, organ.path[:-1], step=OrganStep.UPDATE)
        await self.tell()
        return organ

    async def move(self, organ_id: UUID, expected: IfMatch, parent_id: UUID | None) -> Organ:
        """Hang the organ, with all below it, under another parent. Raises OrganCycle."""
        organ = await self._changeable(organ_id, expected, OrganStep.MOVE)
        parent = await self.parent(parent_id)
        await self.change(organ, {}, parent.path if parent else [], step=OrganStep.MOVE)
        await self.tell()
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
        """Store a new organ below ``parent``; the tree must be locked, and `tell` follows."""
        organ_id = new_id()
        path = [*(parent.path if parent else ()), organ_id]
        if not self._is_mine(path[:-1]):
            raise OrganOutsideSubtree
        await self._check(values, organ_id)
        await self._check_name(values, path)
        at = self._clock.now()
        organ = Organ(
            id=organ_id,
            parent_id=parent.id if parent else None,
            path=path,
            version=0,
            chain_head="",
            created_at=at,
            updated_at=at,
            **values,
        )
        event = OrganCreated.model_validate({"path": path, **values})
        self._record.append(organ, event, actor=self._caller.actor)
        self._organs.add(organ)
        await self._organs.flush()
        self._changed[organ.id] = organ
        return organ

    async def change(
        self, organ: Organ, values: Mapping[str, Any], above: Sequence[UUID], *, step: OrganStep
    ) -> bool:
        """Give ``organ`` these values and a place below ``above``; says whether anything changed.

        All checks come before the first change, so that a refused organ leaves no trace in the
        transaction. The tree must be locked, and `tell` follows.
        """
        values = {name: value for name, value in values.items() if getattr(organ, name) != value}
        path = [*above, organ.id]
        moved = path != organ.path
        if not self._is_mine(organ.path) or (moved and not self._is_mine(above)):
            self._refuse(organ, step)
        if moved and organ.id in above:
            raise OrganCycle
        await self._check(values, organ.id, organ)
        if moved or {"name", "valid_from", "valid_until"} & values.keys():
            await self._check_name(values, path, organ)
        if not values and not moved:
            return False
        before = {name: getattr(organ, name) for name in values}
        if moved:
            before["path"] = organ.path
            values["path"] = path
        below = await self._move_below(organ, path) if moved else ()
        for name, value in values.items():
            setattr(organ, name, value)
        organ.parent_id = above[-1] if above else None
        organ.updated_at = self._clock.now()
        event = OrganValuesChanged.of(before, values)
        self._record.append(organ, event, actor=self._caller.actor)
        await self._organs.flush()
        self._changed |= {changed.id: changed for changed in (organ, *below)}
        return True

    async def tell(self) -> None:
        """Write what was entered and changed, and tell the feed of it: the end of each use case."""
        await self._session.flush()
        changed, self._changed = self._changed, {}
        await publish(self._session, *map(_publication, changed.values()))

    async def _move_below(self, organ: Organ, path: Sequence[UUID]) -> Sequence[Organ]:
        """Take everything below ``organ`` along to its new ``path``, each with its own event."""
        old = organ.path
        below = await self._organs.move_below(organ, path, at=self._clock.now())
        for lower in below:
            after = lower.path
            event = OrganPathChanged.model_validate(
                {
                    "path": {"before": [*old, *after[len(path) :]], "after": after},
                    "moved": organ.id,
                }
            )
            self._record.append(lower, event, actor=self._caller.actor)
        return below

    async def _changeable(self, organ_id: UUID, expected: IfMatch, step: OrganStep) -> Organ:
        await self._organs.lock_tree()
        organ = await self._reading.get(organ_id)
        if not self._is_mine(organ.path):
            self._refuse(organ, step)
        expected.check(organ.version)
        return organ

    def _is_mine(self, path: Sequence[UUID]) -> bool:
        """Whoever is bound to an organ keeps that and what is below: the tree decides who sees
        whose cases.
        """
        return keeps_everything(self._caller) or self._caller.organ_id in path

    def _refuse(self, organ: Organ, step: OrganStep) -> NoReturn:
        refuse(
            self._session,
            self._database,
            CatalogRefusal,
            OrganOutsideSubtree(),
            aggregate_id=organ.id,
            step=step,
            actor=self._caller.actor,
            at=self._clock.now(),
        )

    async def _check(
        self, values: Mapping[str, Any], organ_id: UUID, stored: Organ | None = None
    ) -> None:
        """The rules between members and between organs, before anything is changed."""

        def value(name: str) -> Any:  # noqa: ANN401 - members have several types
            return values[name] if name in values else getattr(stored, name, None)

        first, last = value("valid_from"), value("valid_until")
        if first and last and last < first:
            raise OrganValidityReversed.at("/body/valid_until")
        if value("takes_applications") and not value("channels"):
            raise OrganChannelsMissing.at("/body/channels")
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
        if values.get("successor_id"):
            await self._check_succession(values["successor_id"], organ_id)

    async def _check_name(
        self, values: Mapping[str, Any], path: Sequence[UUID], stored: Organ | None = None
    ) -> None:
        """No other organ below the same parent has the name at the same time.

        A department may end and another of its name begin; roots are not below anything.
        """
        if len(path) == 1:
            return
        mine = {name: values.get(name, getattr(stored, name, None)) for name in _IN_TIME}
        for other in await self._organs.named(path[-2], mine["name"]):
            if other.id != path[-1] and _overlap(mine, other):
                raise OrganNameTaken(extensions={"organ_id": str(other.id)})

    async def _check_succession(self, successor_id: UUID, organ_id: UUID) -> None:
        """The successor exists, and following it never comes back; the tree is locked."""
        following: UUID | None = successor_id
        passed: set[UUID] = set()
        while following is not None and following not in passed:
            if following == organ_id:
                raise OrganSuccessionCircle
            passed.add(following)
            other = await self._organs.get(following)
            if other is None:
                raise OrganSuccessorUnknown.at("/body/successor_id")
            following = other.successor_id


_IN_TIME = ("name", "valid_from", "valid_until")


def _overlap(mine: Mapping[str, Any], other: Organ) -> bool:
    """Whether there is a day on which both exist."""
    first = max(mine["valid_from"] or date.min, other.valid_from or date.min)
    return first <= min(mine["valid_until"] or date.max, other.valid_until or date.max)


def _publication(organ: Organ) -> Publication:
    """The organ's new version as the feed tells it."""
    changed = OrganChanged(
        organ_id=organ.id,
        parent_id=organ.parent_id,
        path=organ.path,
        name=organ.name,
        short_name=organ.short_name,
        level=organ.level,
        takes_applications=organ.takes_applications,
        channels=organ.channels,
        disclosure_office=office_of(organ),
        reconsideration_authority=organ.reconsideration_authority,
        court=organ.court,
        duty_desk=duty_desk_of(organ),
        code=organ.code,
        region_code=organ.region_code,
        valid_from=organ.valid_from,
        valid_until=organ.valid_until,
    )
    return Publication(
        payload=changed,
        entity_id=organ.id,
        revision=organ.version,
        organ_id=organ.id,
        occurred_at=organ.updated_at,
    )
