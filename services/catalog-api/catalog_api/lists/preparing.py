"""What of filling a list takes long: reading a file, looking names up.

Done before the transaction that fills it, in pieces that end where the caller has left: nothing is
locked meanwhile, and no connection is held idle in a transaction.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.lists.content import Lookup, RowContent, UnitContent, row_contents, units_of
from catalog_api.lists.csv_import import open_list
from catalog_api.lists.errors import TaskListNotFound
from catalog_api.lists.kinds import ListKind, UnitRole
from catalog_api.lists.models import TaskList
from catalog_api.lists.repository import ListRepository, StoredRow
from catalog_api.lists.service import may_keep
from catalog_api.unit_references import Directory
from catalog_api.unit_references.shipped import unit_group_patterns
from gongkai.auth.principal import Principal
from gongkai.tables.pieces import in_pieces

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
        return PreparedImport(list_id, file.kind, wanted, sha256)

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
