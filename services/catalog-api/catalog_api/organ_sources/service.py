"""Organs kept by another system: upsert by source and external id, one by one or in bulk."""

import asyncio
from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.keepers import keeps_everything
from catalog_api.organ_sources.repository import OrganBatch
from catalog_api.organ_sources.schemas import BulkItem, BulkRefusal, BulkResult, OrganUpsert
from catalog_api.organs.errors import OrganParentUnknown
from catalog_api.organs.intake.schemas import INTAKE_MEMBERS
from catalog_api.organs.kinds import OrganStep
from catalog_api.organs.models import Organ
from catalog_api.organs.service import OrganService
from gongkai.auth.principal import Principal
from gongkai.db import Database
from gongkai.errors import Problem
from gongkai.http.items import Unread, problem_of
from gongkai.http.language import Language
from gongkai.time import PlatformClock

Outcome = Literal["created", "updated", "unchanged"]


class OrganSync:
    """What a source system tells of its organs, in one transaction; safe to repeat."""

    def __init__(
        self, session: AsyncSession, clock: PlatformClock, caller: Principal, database: Database
    ) -> None:
        self._organs = OrganBatch(session)
        self._service = OrganService(session, clock, caller, database, self._organs)
        self._caller = caller

    async def upsert(
        self, source: str, external_id: str, record: OrganUpsert
    ) -> tuple[Organ, Outcome]:
        """Make the organ what its source says it is. Raises the problems of create and update."""
        item = BulkItem(
            source=source, external_id=external_id, **record.model_dump(exclude_unset=True)
        )
        await self._organs.read([item], self._caller.organ_id)
        organ, outcome = await self._upsert(item)
        await self._service.tell()
        return organ, outcome

    async def bulk(
        self, items: Sequence[BulkItem | Unread], language: Language = "zh"
    ) -> list[BulkResult]:
        """Upsert each item; one that is refused says why and changes nothing for the others."""
        results: dict[int, BulkResult] = {}
        whole = {index: item for index, item in enumerate(items) if isinstance(item, BulkItem)}
        places = list(whole)
        await self._organs.read(list(whole.values()), self._caller.organ_id)
        for place in parents_first(list(whole.values())):
            index = places[place]
            results[index] = await self._result(index, whole[index], language)
            await asyncio.sleep(0)  # others have their turn: all of them take half a second
        for index, item in enumerate(items):
            if isinstance(item, Unread):
                results[index] = _refused(index, None, item.problem, language)
        await self._service.tell()
        return [results[index] for index in range(len(items))]

    async def _upsert(self, item: BulkItem) -> tuple[Organ, Outcome]:
        identity = {"source": item.source, "external_id": item.external_id}
        values = _told_by(item)
        parent = await self._parent(item)
        organ = await self._organs.by_source(**identity)
        if organ is None:
            if parent is None and not keeps_everything(self._caller):
                parent = await self._service.parent(self._caller.organ_id)
            return await self._service.enter(values | identity, parent), "created"
        above = parent.path if parent else organ.path[:-1]
        changed = await self._service.change(organ, values, above, step=OrganStep.UPSERT)
        return organ, "updated" if changed else "unchanged"

    async def _result(self, index: int, item: BulkItem, language: Language) -> BulkResult:
        try:
            organ, outcome = await self._upsert(item)
        except Problem as problem:
            return _refused(index, item, problem, language)
        return BulkResult(
            index=index,
            source=item.source,
            external_id=item.external_id,
            outcome=outcome,
            id=organ.id,
            version=organ.version,
            problem=None,
        )

    async def _parent(self, item: BulkItem) -> Organ | None:
        if item.parent_external_id is None or item.parent_id is not None:
            return await self._service.parent(item.parent_id)
        parent = await self._organs.by_source(item.source, item.parent_external_id)
        if parent is None:
            raise OrganParentUnknown.at("/body/parent_external_id")
        return parent


def _told_by(record: OrganUpsert) -> dict[str, Any]:
    """What a source says of its organ; where it knows nothing of applications, that stays."""
    unsaid = INTAKE_MEMBERS - record.model_fields_set
    return record.model_dump(
        exclude={"parent_id", "parent_external_id", "source", "external_id", *unsaid}
    )


def _refused(index: int, item: BulkItem | None, problem: Problem, language: Language) -> BulkResult:
    return BulkResult(
        index=index,
        source=None if item is None else item.source,
        external_id=None if item is None else item.external_id,
        outcome="refused",
        id=None,
        version=None,
        problem=_refusal(index, problem, language),
    )


def _refusal(index: int, problem: Problem, language: Language) -> BulkRefusal:
    return BulkRefusal(
        **problem_of(index, problem, language), organ_id=problem.extensions.get("organ_id")
    )


def parents_first(items: Sequence[BulkItem]) -> list[int]:
    """The order in which to take the items: each behind its parent, else as they came.

    A circle of parents has no such order; it is taken as it comes and refused by the tree.
    """
    first = {
        (item.source, item.external_id): index for index, item in reversed(list(enumerate(items)))
    }
    order: list[int] = []
    taken: set[int] = set()
    for start in range(len(items)):
        chain: list[int] = []
        index: int | None = start
        while index is not None and index not in taken:
            taken.add(index)
            chain.append(index)
            parent = items[index].parent_external_id
            index = None if parent is None else first.get((items[index].source, parent))
        order += reversed(chain)
    return order
