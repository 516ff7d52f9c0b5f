"""Reading and writing published lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.lists.content import Number, RowContent, UnitContent
from catalog_api.lists.kinds import UnitKind, UnitRole
from catalog_api.lists.models import TaskList, TaskListRow, UnitReferenceRow
from catalog_api.lists.schemas import ListQuery
from catalog_api.organs.events import OrganValuesChanged
from catalog_api.organs.models import Organ
from catalog_api.record import CatalogEvent
from catalog_api.unit_references import OrganNames
from gongkai.characters import plain
from gongkai.crypto.signing import Signer
from gongkai.db import new_id
from gongkai.http.paging import Keyset, Pager, Rows

_UNIT_COLUMNS = ("role", "position", "text", "kind", "organ_id", "group_code", "annex_list_id")


_BATCH = 1_000
_NEWEST_FIRST = Keyset((TaskList.id,), descending=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRow:
    """A row as it is stored, for comparison with a file."""

    id: UUID
    columns: dict[str, Any]
    units: tuple[UnitContent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How a list's rows and names stand."""

    time_limits: Mapping[str, int]
    without_lead: int
    with_unresolved: int
    units: Mapping[str, int]


class ListRepository:
    """The lists of one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, list_id: UUID, *, lock: bool = False) -> TaskList | None:
        """The list with this id; with ``lock`` nobody else changes it until the commit."""
        return await self._session.get(
            TaskList, list_id, populate_existing=True, with_for_update=lock or None
        )

    async def page(self, query: ListQuery, signer: Signer) -> Rows[TaskList]:
        """One page of the lists that ``query`` looks for, newest first."""
        pager = Pager(signer, "task-lists", query, _NEWEST_FIRST)
        equal = {
            TaskList.kind: query.kind,
            TaskList.year: query.year,
            TaskList.organ_id: query.organ_id,
            TaskList.source: query.source,
            TaskList.external_id: query.external_id,
        }
        found = [column == value for column, value in equal.items() if value is not None]
        if query.title is not None:
            found.append(TaskList.title.contains(query.title, autoescape=True))
        lists = await self._session.scalars(pager.apply(select(TaskList).where(*found)))
        return pager.page(lists.all())

    async def by_source(self, source: str, external_id: str, organ_id: UUID) -> TaskList | None:
        """The list of an organ that its own system knows by this id."""
        return await self._session.scalar(
            select(TaskList).where(
                TaskList.source == source,
                TaskList.external_id == external_id,
                TaskList.organ_id == organ_id,
            )
        )

    async def is_below(self, organ_id: UUID, above_id: UUID | None) -> bool:
        """Whether the organ lies below another one."""
        found = select(Organ.id).where(Organ.id == organ_id, Organ.path.contains([above_id]))
        return await self._session.scalar(found) is not None

    async def add(self, task_list: TaskList) -> None:
        """Store a new list."""
        self._session.add(task_list)
        await self._session.flush()

    async def flush(self) -> None:
        """Send what changed of lists."""
        await self._session.flush()

    async def names_below(self, scope_organ_id: UUID, year: int) -> list[OrganNames]:
        """The organs at or below one, by all their names; those before a renaming too.

        What did not exist on any day of ``year`` is told as ended.
        """
        first, last = date(year, 1, 1), date(year, 12, 31)
        in_scope = Organ.path.contains([scope_organ_id])
        organs = await self._session.execute(
            select(
                Organ.id,
                Organ.name,
                Organ.short_name,
                Organ.aliases,
                or_(Organ.valid_until < first, Organ.valid_from > last).label("is_away"),
            ).where(in_scope)
        )
        former: dict[UUID, list[str]] = {}
        renamed_from = CatalogEvent.data["name"]["before"].astext
        for organ_id, name in await self._session.execute(
            select(CatalogEvent.aggregate_id, renamed_from)
            .join(Organ, Organ.id == CatalogEvent.aggregate_id)
            .where(
                in_scope,
                CatalogEvent.type == OrganValuesChanged.TYPE,
                renamed_from.is_not(None),
            )
        ):
            former.setdefault(organ_id, []).append(name)
        return [
            OrganNames(
                str(organ.id),
                organ.name,
                (*organ.aliases, *([organ.short_name] if organ.short_name else [])),
                tuple(former.get(organ.id, ())),
                is_ended=bool(organ.is_away),
            )
            for organ in organs
        ]

    async def parts_beside(self, task_list: TaskList) -> dict[str, UUID]:
        """The other lists of the same document by the part that they are.

        None where no document is named, and none of a part that two lists claim to be.
        """
        if task_list.document is None:
            return {}
        lists = await self._session.execute(
            select(TaskList.part, TaskList.id).where(
                TaskList.organ_id == task_list.organ_id,
                TaskList.document == task_list.document,
                TaskList.part.is_not(None),
                TaskList.id != task_list.id,
            )
        )
        found: dict[str, list[UUID]] = {}
        for part, list_id in lists:
            if part:
                found.setdefault(plain(part), []).append(list_id)
        return {part: ids[0] for part, ids in found.items() if len(ids) == 1}

    async def stored_rows(self, list_id: UUID) -> dict[Number, StoredRow]:
        """Every row of a list by its number."""
        units: dict[UUID, list[UnitContent]] = {}
        for unit in await self._session.execute(
            select(UnitReferenceRow.row_id, *(getattr(UnitReferenceRow, n) for n in _UNIT_COLUMNS))
            .join(TaskListRow, TaskListRow.id == UnitReferenceRow.row_id)
            .where(TaskListRow.list_id == list_id)
        ):
            row_id, role, position, text, kind, *meaning = unit
            units.setdefault(row_id, []).append(UnitContent(role, position, text, kind, *meaning))
        order = list(UnitRole)
        return {
            (row.seq, row.part): StoredRow(
                id=row.id,
                columns={
                    "group": row.group,
                    "item": row.item,
                    "requirement": row.requirement,
                    "cells": row.cells,
                    "time_limit": row.time_limit,
                    "time_limit_kind": row.time_limit_kind,
                    "lead_missing": row.lead_missing,
                },
                units=tuple(
                    sorted(units.get(row.id, ()), key=lambda u: (order.index(u.role), u.position))
                ),
            )
            for row in await self._session.execute(
                select(TaskListRow.__table__).where(TaskListRow.list_id == list_id)
            )
        }

    async def insert_rows(self, list_id: UUID, rows: Sequence[RowContent]) -> None:
        """Store new rows with their units."""
        ids = {row.number: new_id() for row in rows}
        await self._in_batches(
            insert(TaskListRow),
            [
                {
                    "id": ids[row.number],
                    "list_id": list_id,
                    "seq": row.seq,
                    "part": row.part,
                    **row.columns,
                }
                for row in rows
            ],
        )
        await self._insert_units({ids[row.number]: row.units for row in rows})

    async def update_rows(self, rows: Mapping[UUID, RowContent]) -> None:
        """Give stored rows new content."""
        await self._in_batches(
            update(TaskListRow), [{"id": row_id, **row.columns} for row_id, row in rows.items()]
        )
        await self.replace_units({row_id: row.units for row_id, row in rows.items()})

    async def replace_units(self, units: Mapping[UUID, Sequence[UnitContent]]) -> None:
        """Give stored rows other units."""
        if units:
            await self._session.execute(
                delete(UnitReferenceRow)
                .where(UnitReferenceRow.row_id.in_(units))
                .execution_options(synchronize_session=False)
            )
        await self._insert_units(units)

    async def delete_rows(self, row_ids: Sequence[UUID]) -> None:
        """Remove rows that a corrected list no longer has, with their units."""
        if row_ids:
            await self._session.execute(
                delete(TaskListRow)
                .where(TaskListRow.id.in_(row_ids))
                .execution_options(synchronize_session=False)
            )

    async def _insert_units(self, units: Mapping[UUID, Sequence[UnitContent]]) -> None:
        values = [
            {"row_id": row_id, **{name: getattr(unit, name) for name in _UNIT_COLUMNS}}
            for row_id, row_units in units.items()
            for unit in row_units
        ]
        await self._in_batches(insert(UnitReferenceRow), values)

    async def _in_batches(self, statement: Executable, values: Sequence[dict[str, Any]]) -> None:
        """Run a statement for many rows, letting the event loop serve others in between.

        Without nulls rendered, the ORM cuts a batch wherever the set of columns changes.
        """
        statement = statement.execution_options(render_nulls=True)
        for start in range(0, len(values), _BATCH):
            await self._session.execute(statement, values[start : start + _BATCH])

    async def counts(self, list_id: UUID) -> Counts:
        """How the rows and the names of a list stand."""
        of_list = TaskListRow.list_id == list_id
        limits = await self._session.execute(
            select(TaskListRow.time_limit_kind, func.count())
            .where(of_list)
            .group_by(TaskListRow.time_limit_kind)
        )
        unresolved = UnitReferenceRow.kind == UnitKind.UNRESOLVED
        joined = UnitReferenceRow.row_id == TaskListRow.id
        units = await self._session.execute(
            select(UnitReferenceRow.kind, func.count())
            .join(TaskListRow, joined)
            .where(of_list)
            .group_by(UnitReferenceRow.kind)
        )
        without_lead = select(func.count()).where(of_list, TaskListRow.lead_missing)
        with_unresolved = select(func.count(func.distinct(UnitReferenceRow.row_id))).join(
            TaskListRow, joined
        )
        return Counts(
            time_limits=dict(limits.all()),
            without_lead=await self._session.scalar(without_lead) or 0,
            with_unresolved=await self._session.scalar(with_unresolved.where(of_list, unresolved))
            or 0,
            units=dict(units.all()),
        )
