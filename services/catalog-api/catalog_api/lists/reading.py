"""Use cases that look into lists: rows, fields, and which units they name."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.lists.errors import TaskListNotFound, TaskListRowNotFound
from catalog_api.lists.models import TaskList, TaskListRow
from catalog_api.lists.repository import ListRepository
from catalog_api.lists.row_repository import RowRepository
from catalog_api.lists.schemas import (
    FieldOut,
    FieldQuery,
    RowQuery,
    TaskListRowOut,
    UnitOut,
    UnitQuery,
    UnitReferenceOut,
)
from catalog_api.time_limits import TimeLimit, due_on
from catalog_api.unit_references.shipped import unit_groups
from gongkai.crypto.signing import Signer
from gongkai.http.paging import Page

_GROUP_LABELS = {group.code: group.label for group in unit_groups()}
_TIME_LIMIT: TypeAdapter[TimeLimit] = TypeAdapter(TimeLimit)


class ListReading:
    """What is read of lists in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._lists = ListRepository(session)
        self._rows = RowRepository(session)

    async def rows(self, list_id: UUID, query: RowQuery, signer: Signer) -> Page[TaskListRowOut]:
        """One page of a list's rows. Raises TaskListNotFound."""
        task_list = await self._list(list_id)
        found = await self._rows.rows(list_id, query, signer)
        return Page(items=await self._shown(task_list, found.items), next_cursor=found.next_cursor)

    async def row(self, list_id: UUID, seq: int) -> TaskListRowOut:
        """The row with this number. Raises TaskListNotFound, TaskListRowNotFound."""
        task_list = await self._list(list_id)
        row = await self._rows.row(list_id, seq)
        if row is None:
            raise TaskListRowNotFound
        return (await self._shown(task_list, [row]))[0]

    async def fields(self, query: FieldQuery, signer: Signer) -> Page[FieldOut]:
        """One page of fields with the organs responsible for them."""
        found = await self._rows.fields(query, signer)
        units = await self._rows.units_of(row.id for row in found.items)
        items = [
            FieldOut(
                id=row.id,
                list_id=row.list_id,
                seq=row.seq,
                name=row.item,
                units=[UnitOut.model_validate(_unit(unit)) for unit in units.get(row.id, ())],
            )
            for row in found.items
        ]
        return Page(items=items, next_cursor=found.next_cursor)

    async def units(self, query: UnitQuery, signer: Signer) -> Page[UnitReferenceOut]:
        """One page of the units that lists name, with the rows that name them."""
        found = await self._rows.units(query, signer)
        items = [UnitReferenceOut.model_validate(_unit(unit)) for unit in found.items]
        return Page(items=items, next_cursor=found.next_cursor)

    async def _list(self, list_id: UUID) -> TaskList:
        task_list = await self._lists.get(list_id)
        if task_list is None:
            raise TaskListNotFound
        return task_list

    async def _shown(
        self, task_list: TaskList, rows: Sequence[TaskListRow]
    ) -> list[TaskListRowOut]:
        units = await self._rows.units_of(row.id for row in rows)
        return [_row(task_list, row, units.get(row.id, [])) for row in rows]


def _row(task_list: TaskList, row: TaskListRow, units: list[Any]) -> TaskListRowOut:
    limit = None if row.time_limit is None else _TIME_LIMIT.validate_python(row.time_limit)
    return TaskListRowOut(
        id=row.id,
        list_id=row.list_id,
        seq=row.seq,
        group=row.group,
        item=row.item,
        requirement=row.requirement,
        time_limit=limit,
        time_limit_kind=row.time_limit_kind,
        due_on=limit and due_on(limit, list_year=task_list.year),
        lead_missing=row.lead_missing,
        units=[UnitOut.model_validate(_unit(unit)) for unit in units],
    )


def _unit(found: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of several tables
    columns: dict[str, Any] = dict(found._mapping)  # noqa: SLF001 - the row's public mapping
    return columns | {"group_label": _GROUP_LABELS.get(found.group_code)}
