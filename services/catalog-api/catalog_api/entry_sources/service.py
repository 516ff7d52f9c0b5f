"""Entries kept by another system: upsert by source, id and organ, one by one or in bulk."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple
from uuid import UUID

from catalog_api.entries.desk import EntryDesk
from catalog_api.entries.judging import Surroundings, judge
from catalog_api.entries.models import Entry, EntryVersion
from catalog_api.entries.repository import Key
from catalog_api.entries.service import EntryService
from catalog_api.entry_sources.schemas import (
    EntryBulkItem,
    EntryBulkRefusal,
    EntryBulkResult,
    EntryUpsert,
)
from gongkai.errors import Problem
from gongkai.http.items import Unread, problem_of
from gongkai.http.language import Language

Outcome = Literal["created", "updated", "unchanged"]
_TURN = 20
"""So many items, then others have their turn."""


class Stored(NamedTuple):
    """What is known already of the entries that a batch is about."""

    entries: dict[Key, Entry]
    versions: Mapping[UUID, EntryVersion]


class EntrySync:
    """What a source system tells of its entries, in one transaction; safe to repeat."""

    def __init__(self, desk: EntryDesk) -> None:
        self._desk = desk
        self._service = EntryService(desk)

    async def upsert(
        self, source: str, external_id: str, record: EntryUpsert
    ) -> tuple[Entry, Outcome]:
        """Make the entry say what its source says. Raises what `judge` does, EntryStepNotAllowed
        where it is published.
        """
        item = EntryBulkItem(
            source=source, external_id=external_id, **record.model_dump(exclude_unset=True)
        )
        around, stored = await self._read([item])
        found = await self._upsert(item, around, stored)
        await self._service.flush()
        return found

    async def bulk(
        self, items: Sequence[EntryBulkItem | Unread], language: Language = "zh"
    ) -> list[EntryBulkResult]:
        """Upsert each item; one that is refused says why and changes nothing for the others."""
        whole = {index: item for index, item in enumerate(items) if isinstance(item, EntryBulkItem)}
        last = {_key(item): index for index, item in whole.items()}
        around, stored = await self._read(list(whole.values()))
        results: dict[int, EntryBulkResult] = {}
        for turn, index in enumerate(sorted(last.values())):
            results[index] = await self._result(index, whole[index], around, stored, language)
            if turn % _TURN == _TURN - 1:
                await asyncio.sleep(0)
        await self._service.flush()
        for index, item in enumerate(items):
            if isinstance(item, Unread):
                results[index] = _refused(index, None, item.problem, language)
            elif index not in results:
                results[index] = results[last[_key(item)]].model_copy(update={"index": index})
        return [results[index] for index in range(len(items))]

    async def _read(self, items: Sequence[EntryBulkItem]) -> tuple[Surroundings, Stored]:
        """Lock and read what the items are about; nobody else enters what these systems keep."""
        around = await self._service.around(items)
        keys = {_key(item) for item in items if item.organ_id in around.organs}
        await self._desk.entries.lock_sources(keys)
        entries = await self._desk.entries.of_sources(keys)
        return around, Stored(entries, await self._desk.entries.newest(list(entries.values())))

    async def _upsert(
        self, item: EntryBulkItem, around: Surroundings, stored: Stored
    ) -> tuple[Entry, Outcome]:
        entry = stored.entries.get(_key(item))
        own = None if entry is None else entry.id
        kind = judge(item, self._desk.principal, around, own)
        if entry is None:
            return self._service.enter(item, kind, item.source, item.external_id), "created"
        present = stored.versions[entry.id]
        is_changed = await self._service.rewrite(entry, present, item, kind, present.attachments)
        return entry, "updated" if is_changed else "unchanged"

    async def _result(
        self,
        index: int,
        item: EntryBulkItem,
        around: Surroundings,
        stored: Stored,
        language: Language,
    ) -> EntryBulkResult:
        try:
            entry, outcome = await self._upsert(item, around, stored)
        except Problem as problem:
            return _refused(index, item, problem, language)
        return EntryBulkResult(
            index=index,
            source=item.source,
            external_id=item.external_id,
            outcome=outcome,
            id=entry.id,
            version=entry.version,
            problem=None,
        )


def _key(item: EntryBulkItem) -> Key:
    return item.source, item.external_id, item.organ_id


def _refused(
    index: int, item: EntryBulkItem | None, problem: Problem, language: Language
) -> EntryBulkResult:
    return EntryBulkResult(
        index=index,
        source=None if item is None else item.source,
        external_id=None if item is None else item.external_id,
        outcome="refused",
        id=None,
        version=None,
        problem=EntryBulkRefusal(**problem_of(index, problem, language)),
    )
