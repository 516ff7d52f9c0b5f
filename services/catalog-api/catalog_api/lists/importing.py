"""Use cases that fill a list: import of a CSV file, and looking names up again.

What takes long of them is prepared before (`catalog_api.lists.preparing`).
"""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.lists.errors import (
    TaskListKindMismatch,
    TaskListNotFound,
    TaskListOfOtherOrgan,
)
from catalog_api.lists.events import ListImported, ListResolved
from catalog_api.lists.kinds import ListStep
from catalog_api.lists.models import TaskList
from catalog_api.lists.preparing import PreparedImport, PreparedUnits
from catalog_api.lists.reading import counted
from catalog_api.lists.repository import ListRepository
from catalog_api.lists.schemas import ImportResult, ResolveResult
from catalog_api.lists.service import may_keep
from catalog_api.record import CatalogEvent, CatalogRefusal
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

    async def import_rows(self, prepared: PreparedImport, expected: IfMatch) -> ImportResult:
        """Make the list's rows those of a CSV file, all or nothing.

        Rows are known by their number: changed ones keep their identity, those that the file does
        not have are removed, and the same file again changes nothing. Raises TaskListKindMismatch.
        """
        list_id, wanted = prepared.list_id, prepared.rows
        task_list = await self._changeable(list_id, expected, ListStep.IMPORT)
        _must_be_of_kind(task_list, prepared)
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
