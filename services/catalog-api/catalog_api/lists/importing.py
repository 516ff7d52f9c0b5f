"""Use cases that fill a list: import of a CSV file, and looking names up again."""

import asyncio
import hashlib
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.lists.content import Lookup, row_contents, units_of
from catalog_api.lists.csv_import import ListFile, read_list
from catalog_api.lists.errors import (
    TaskListKindMismatch,
    TaskListNotFound,
    TaskListOfOtherOrgan,
)
from catalog_api.lists.events import ListImported, ListResolved
from catalog_api.lists.kinds import ListStep, UnitRole
from catalog_api.lists.models import TaskList
from catalog_api.lists.reading import counted
from catalog_api.lists.repository import ListRepository
from catalog_api.lists.schemas import ImportResult, ResolveResult
from catalog_api.lists.service import may_keep
from catalog_api.record import CatalogEvent, CatalogRefusal
from catalog_api.unit_references import Directory
from catalog_api.unit_references.shipped import unit_group_patterns
from gongkai.auth.principal import Principal
from gongkai.db import Database
from gongkai.http.versions import IfMatch
from gongkai.record import Record, RecordedEvent
from gongkai.record.refusals import refuse
from gongkai.time import PlatformClock


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

    async def import_rows(self, list_id: UUID, expected: IfMatch, content: bytes) -> ImportResult:
        """Make the list's rows those of a CSV file, all or nothing.

        Rows are known by their number: changed ones keep their identity, those that the file does
        not have are removed, and the same file again changes nothing. Raises ListFileRejected,
        ListFileTooLarge, TaskListKindMismatch.
        """
        # Reading and looking up take long for large files; the event loop serves others meanwhile.
        file = await asyncio.to_thread(read_list, content)
        task_list = await self._changeable(list_id, expected, ListStep.IMPORT)
        _must_be_of_kind(task_list, file)
        lookup = await self._lookup(task_list)
        wanted = await asyncio.to_thread(row_contents, file.rows, lookup)
        stored = await self._lists.stored_rows(list_id)
        created = [row for row in wanted if row.seq not in stored]
        updated = {
            stored[row.seq].id: row
            for row in wanted
            if row.seq in stored
            and (stored[row.seq].columns, stored[row.seq].units) != (row.columns, row.units)
        }
        kept = {row.seq for row in wanted}
        removed = [row.id for seq, row in stored.items() if seq not in kept]
        await self._lists.delete_rows(removed)
        await self._lists.update_rows(updated)
        await self._lists.insert_rows(list_id, created)
        if created or updated or removed:
            imported = ListImported(
                created=len(created),
                updated=len(updated),
                removed=len(removed),
                sha256=hashlib.sha256(content).hexdigest(),
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
            counts=await counted(self._lists, list_id),
        )

    async def resolve_again(self, list_id: UUID, expected: IfMatch) -> ResolveResult:
        """Look every name of the list up once more, after organs were added or renamed."""
        task_list = await self._changeable(list_id, expected, ListStep.RESOLVE)
        lookup = await self._lookup(task_list)
        changed = {}
        for row in (await self._lists.stored_rows(list_id)).values():
            cells = {UnitRole(role): cell for role, cell in row.columns["cells"].items()}
            units = units_of(cells, lookup)
            if units != row.units:
                changed[row.id] = units
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

    async def _lookup(self, task_list: TaskList) -> Lookup:
        scope = task_list.scope_organ_id
        names = await self._lists.names_below(scope, task_list.year)
        return Lookup(
            directory=Directory(names, home=str(scope)),
            groups=unit_group_patterns(),
            annexes=await self._lists.parts_beside(task_list),
            year=task_list.year,
        )

    async def _changed(self, task_list: TaskList, event: RecordedEvent) -> None:
        task_list.updated_at = self._clock.now()
        self._record.append(task_list, event, actor=self._caller.actor)
        await self._lists.flush()


def _must_be_of_kind(task_list: TaskList, file: ListFile) -> None:
    if file.kind != task_list.kind:
        kinds = {"kind": task_list.kind, "file_kind": file.kind}
        raise TaskListKindMismatch.at("/body", extensions=kinds)
