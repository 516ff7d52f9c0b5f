"""Use cases that look into lists: rows, fields, and which units they name."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.lists.errors import TaskListNotFound, TaskListRowNotFound
from catalog_api.lists.kinds import TimeLimitKind, UnitKind
from catalog_api.lists.models import TaskList, TaskListRow
from catalog_api.lists.presenter import field_out, list_out, row_out, unit_reference_out
from catalog_api.lists.repository import ListRepository
from catalog_api.lists.row_repository import RowRepository
from catalog_api.lists.rows.schemas import (
    FieldOut,
    FieldQuery,
    RowQuery,
    TaskListRowOut,
    UnitQuery,
    UnitReferenceOut,
)
from catalog_api.lists.schemas import ListCounts, ListQuery, TaskListOut
from catalog_api.organs.repository import OrganRepository
from gongkai.crypto.signing import Signer
from gongkai.http.paging import Page
from gongkai.time import PlatformClock


class ListReading:
    """What is read of lists in one session."""

    def __init__(self, session: AsyncSession, clock: PlatformClock) -> None:
        self._lists = ListRepository(session)
        self._organs = OrganRepository(session)
        self._rows = RowRepository(session, clock.today())

    async def shown(self, task_list: TaskList) -> TaskListOut:
        """The list as the API shows it, without its rows."""
        return (await self._lists_shown([task_list]))[0]

    async def page(self, query: ListQuery, signer: Signer) -> Page[TaskListOut]:
        """One page of the lists that ``query`` looks for, newest first."""
        found = await self._lists.page(query, signer)
        return Page(items=await self._lists_shown(found.items), next_cursor=found.next_cursor)

    async def get(self, list_id: UUID) -> TaskList:
        """The list, or TaskListNotFound."""
        task_list = await self._lists.get(list_id)
        if task_list is None:
            raise TaskListNotFound
        return task_list

    async def counts(self, list_id: UUID) -> ListCounts:
        """How the list's rows and the names in them stand. Raises TaskListNotFound."""
        await self.get(list_id)
        return await counted(self._lists, list_id)

    async def rows(self, list_id: UUID, query: RowQuery, signer: Signer) -> Page[TaskListRowOut]:
        """One page of a list's rows. Raises TaskListNotFound."""
        task_list = await self.get(list_id)
        found = await self._rows.rows(list_id, query, signer)
        return Page(items=await self._shown(task_list, found.items), next_cursor=found.next_cursor)

    async def row(self, list_id: UUID, seq: int, part: int) -> TaskListRowOut:
        """The row with this number. Raises TaskListNotFound, TaskListRowNotFound."""
        task_list = await self.get(list_id)
        row = await self._rows.row(list_id, seq, part)
        if row is None:
            raise TaskListRowNotFound
        return (await self._shown(task_list, [row]))[0]

    async def fields(self, query: FieldQuery, signer: Signer) -> Page[FieldOut]:
        """One page of fields with the organs responsible for them."""
        found = await self._rows.fields(query, signer)
        units = await self._rows.units_of(row.id for row in found.items)
        items = [field_out(row, units.get(row.id, ())) for row in found.items]
        return Page(items=items, next_cursor=found.next_cursor)

    async def units(self, query: UnitQuery, signer: Signer) -> Page[UnitReferenceOut]:
        """One page of the units that lists name, with the rows that name them."""
        found = await self._rows.units(query, signer)
        items = [unit_reference_out(unit) for unit in found.items]
        return Page(items=items, next_cursor=found.next_cursor)

    async def _lists_shown(self, lists: Sequence[TaskList]) -> list[TaskListOut]:
        organs = {organ for one in lists for organ in (one.organ_id, one.scope_organ_id)}
        names = await self._organs.names(organs)
        return [list_out(task_list, names) for task_list in lists]

    async def _shown(
        self, task_list: TaskList, rows: Sequence[TaskListRow]
    ) -> list[TaskListRowOut]:
        units = await self._rows.units_of(row.id for row in rows)
        return [row_out(task_list, row, units.get(row.id, ())) for row in rows]


async def counted(lists: ListRepository, list_id: UUID) -> ListCounts:
    """The counts of a list, every kind named, also those that do not occur."""
    found = await lists.counts(list_id)
    return ListCounts(
        rows=sum(found.time_limits.values()),
        rows_by_time_limit={kind: found.time_limits.get(kind, 0) for kind in TimeLimitKind},
        rows_without_lead=found.without_lead,
        rows_with_unresolved=found.with_unresolved,
        units=sum(found.units.values()),
        units_by_kind={kind: found.units.get(kind, 0) for kind in UnitKind},
    )
