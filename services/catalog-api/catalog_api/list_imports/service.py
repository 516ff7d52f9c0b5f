"""Use cases that fill a list: import of a CSV file, and looking names up again.

What takes long of them is prepared before the transaction, in pieces that end where the caller has
left: nothing is locked meanwhile, and no connection is held idle in a transaction.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.list_imports.content import Lookup, row_contents, units_of
from catalog_api.list_imports.csv_import import open_list
from catalog_api.list_imports.errors import TaskListKindMismatch
from catalog_api.list_imports.events import ListImported, ListResolved
from catalog_api.list_imports.schemas import ImportResult, ResolveResult
from catalog_api.lists.content import RowContent, UnitContent
from catalog_api.lists.errors import TaskListNotFound, TaskListOfOtherOrgan
from catalog_api.lists.kinds import ListKind, ListStep, UnitRole
from catalog_api.lists.models import TaskList
from catalog_api.lists.reading import counted
from catalog_api.lists.repository import ListRepository, StoredRow
from catalog_api.lists.service import may_keep
from catalog_api.record import CatalogEvent, CatalogRefusal
from catalog_api.unit_references import Directory
from catalog_api.unit_references.shipped import unit_group_patterns
from gongkai.auth.principal import Principal
from gongkai.db import Database
from gongkai.http.versions import IfMatch
from gongkai.record import Record, RecordedEvent
from gongkai.record.refusals import refuse
from gongkai.tables import LeftOut
from gongkai.tables.pieces import in_pieces
from gongkai.time import PlatformClock

StillThere = Callable[[], Awaitable[None]]
Reading = Callable[[], AbstractAsyncContextManager[AsyncSession]]
"""Opens a session for plain reads."""


@dataclass(frozen=True, slots=True)
class PreparedImport:
    """A file read for one list, its names looked up."""

    list_id: UUID
    kind: ListKind
    rows: Sequence[RowContent]
    sha256: str
    left_out: LeftOut


@dataclass(frozen=True, slots=True)
class PreparedUnits:
    """The units of a list looked up anew, where they differ; made of one version of it."""

    list_id: UUID
    version: int
    changed: Mapping[UUID, Sequence[UnitContent]]


class ListPreparation:
    """What one caller prepares; connections are held while something is read, and no longer."""

    def __init__(self, reading: Reading, caller: Principal, still_there: StillThere) -> None:
        self._reading = reading
        self._caller = caller
        self._still_there = still_there

    async def of_file(self, list_id: UUID, content: bytes) -> PreparedImport:
        """A CSV file for a list.

        Raises ListFileRejected, ListFileTooLarge and TaskListNotFound. For a list of others nothing
        is looked up: filling it will be refused.
        """
        opened = await asyncio.to_thread(open_list, content)
        file = opened.closed(await in_pieces(opened.rows, self._still_there))
        async with self._reading() as session:
            lists = ListRepository(session)
            task_list, is_kept = await self._found(lists, list_id)
            lookup = await _lookup(lists, task_list)
        rows = row_contents(file.rows if is_kept else (), lookup)
        wanted = await in_pieces(rows, self._still_there)
        sha256 = await asyncio.to_thread(lambda: hashlib.sha256(content).hexdigest())
        return PreparedImport(list_id, file.kind, wanted, sha256, file.left_out)

    async def of_stored(self, list_id: UUID) -> PreparedUnits:
        """The names of a list as they read now. Raises TaskListNotFound."""
        async with self._reading() as session:
            lists = ListRepository(session)
            task_list, is_kept = await self._found(lists, list_id)
            lookup = await _lookup(lists, task_list)
            stored = await lists.stored_rows(list_id) if is_kept else {}
        changed = await in_pieces(_changed(stored.values(), lookup), self._still_there)
        return PreparedUnits(list_id, task_list.version, dict(changed))

    async def _found(self, lists: ListRepository, list_id: UUID) -> tuple[TaskList, bool]:
        task_list = await lists.get(list_id)
        if task_list is None:
            raise TaskListNotFound
        return task_list, await may_keep(lists, self._caller, task_list.organ_id)


async def _lookup(lists: ListRepository, task_list: TaskList) -> Lookup:
    scope = task_list.scope_organ_id
    names = await lists.names_below(scope, task_list.year)
    return Lookup(
        directory=await asyncio.to_thread(Directory, names, home=str(scope)),
        groups=unit_group_patterns(),
        annexes=await lists.parts_beside(task_list),
        year=task_list.year,
    )


def _changed(
    stored: Iterable[StoredRow], lookup: Lookup
) -> Iterator[tuple[UUID, tuple[UnitContent, ...]]]:
    for row in stored:
        cells = {UnitRole(role): cell for role, cell in row.columns["cells"].items()}
        units = units_of(cells, lookup)
        if units != row.units:
            yield row.id, units


class ListImport:
    """What one caller fills a list with, in one transaction."""

    def __init__(
        self, session: AsyncSession, clock: PlatformClock, caller: Principal, database: Database
    ) -> None:
        self._session = session
        self._database = database
        self._lists = ListRepository(session)
        self._record = Record(session, CatalogEvent, clock)
        self._clock = clock
        self._caller = caller

    async def import_rows(self, prepared: PreparedImport, expected: IfMatch) -> ImportResult:
        """Make the list's rows those of a CSV file, all or nothing.

        Rows are known by their number: changed ones keep their identity, those that the file does
        not have are removed, and the same file again changes nothing. Raises TaskListKindMismatch.
        """
        list_id, wanted = prepared.list_id, prepared.rows
        task_list = await self._changeable(list_id, expected, ListStep.IMPORT)
        _must_be_of_kind(task_list, prepared)
        stored = await self._lists.stored_rows(list_id)
        created = [row for row in wanted if row.number not in stored]
        updated = {
            was.id: row
            for row in wanted
            if (was := stored.get(row.number)) is not None
            and (was.columns, was.units) != (row.columns, row.units)
        }
        kept = {row.number for row in wanted}
        removed = [row.id for number, row in stored.items() if number not in kept]
        await self._lists.delete_rows(removed)
        await self._lists.update_rows(updated)
        await self._lists.insert_rows(list_id, created)
        if created or updated or removed:
            imported = ListImported(
                created=len(created),
                updated=len(updated),
                removed=len(removed),
                sha256=prepared.sha256,
            )
            await self._changed(task_list, imported)
        return ImportResult(
            list_id=list_id,
            version=task_list.version,
            rows_in_file=len(wanted),
            created=len(created),
            updated=len(updated),
            unchanged=len(wanted) - len(created) - len(updated),
            removed=len(removed),
            rows_left_out=prepared.left_out.rows,
            columns_left_out=list(prepared.left_out.columns),
            counts=await counted(self._lists, list_id),
        )

    async def resolve_again(self, prepared: PreparedUnits, expected: IfMatch) -> ResolveResult:
        """Give the list's names the meaning that they have now, after organs were added or renamed.

        Raises PreconditionFailed where the list was changed after it was prepared.
        """
        list_id, changed = prepared.list_id, prepared.changed
        task_list = await self._changeable(list_id, expected, ListStep.RESOLVE)
        IfMatch(frozenset({prepared.version})).check(task_list.version)
        if changed:
            await self._lists.replace_units(changed)
            await self._changed(task_list, ListResolved(changed_rows=len(changed)))
        return ResolveResult(
            list_id=list_id,
            version=task_list.version,
            changed_rows=len(changed),
            counts=await counted(self._lists, list_id),
        )

    async def _changeable(self, list_id: UUID, expected: IfMatch, step: ListStep) -> TaskList:
        task_list = await self._lists.get(list_id, lock=True)
        if task_list is None:
            raise TaskListNotFound
        if not await may_keep(self._lists, self._caller, task_list.organ_id):
            refuse(
                self._session,
                self._database,
                CatalogRefusal,
                TaskListOfOtherOrgan(),
                aggregate_id=list_id,
                step=step,
                actor=self._caller.actor,
                at=self._clock.now(),
            )
        expected.check(task_list.version)
        return task_list

    async def _changed(self, task_list: TaskList, event: RecordedEvent) -> None:
        task_list.updated_at = self._clock.now()
        self._record.append(task_list, event, actor=self._caller.actor)
        await self._lists.flush()


def _must_be_of_kind(task_list: TaskList, file: PreparedImport) -> None:
    if file.kind != task_list.kind:
        kinds = {"kind": task_list.kind, "file_kind": file.kind}
        raise TaskListKindMismatch.at("/body", extensions=kinds)
