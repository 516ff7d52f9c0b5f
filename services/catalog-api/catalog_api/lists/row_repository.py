"""Reading the rows of lists and the units that they name."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, exists, extract, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from catalog_api.lists.kinds import ListKind, UnitKind, UnitRole
from catalog_api.lists.models import TaskList, TaskListRow, UnitReferenceRow
from catalog_api.lists.rows.schemas import FieldQuery, RowQuery, UnitFilters, UnitQuery
from catalog_api.organs.models import Organ
from gongkai.crypto.signing import Signer
from gongkai.http.paging import Keyset, Pager, Rows

_NUMBER = (TaskListRow.seq, TaskListRow.part)
_BY_SEQ = Keyset(_NUMBER)
_BY_LIST = Keyset((TaskListRow.list_id, *_NUMBER))
_BY_PLACE = Keyset(
    (TaskListRow.list_id, *_NUMBER, UnitReferenceRow.role, UnitReferenceRow.position)
)
_SUCCESSOR = aliased(Organ)
_ROLES = list(UnitRole)


class RowRepository:
    """The rows of one session's lists."""

    def __init__(self, session: AsyncSession, today: date) -> None:
        self._session = session
        self._today = today

    async def row(self, list_id: UUID, seq: int, part: int) -> TaskListRow | None:
        """The row with this number."""
        return await self._session.scalar(
            select(TaskListRow).where(
                TaskListRow.list_id == list_id, TaskListRow.seq == seq, TaskListRow.part == part
            )
        )

    async def rows(self, list_id: UUID, query: RowQuery, signer: Signer) -> Rows[TaskListRow]:
        """One page of a list's rows."""
        pager = Pager(signer, f"rows.{list_id}", query, _BY_SEQ)
        found = [TaskListRow.list_id == list_id, *_naming(query)]
        if query.item is not None:
            found.append(TaskListRow.item.contains(query.item, autoescape=True))
        if query.time_limit is not None:
            found.append(TaskListRow.time_limit_kind == query.time_limit)
        if query.without_lead is not None:
            found.append(TaskListRow.lead_missing.is_(query.without_lead))
        if query.unresolved is not None:
            unresolved = _some_unit(UnitReferenceRow.kind == UnitKind.UNRESOLVED)
            found.append(unresolved if query.unresolved else ~unresolved)
        rows = await self._session.scalars(pager.apply(select(TaskListRow).where(*found)))
        return pager.page(rows.all())

    async def fields(self, query: FieldQuery, signer: Signer) -> Rows[TaskListRow]:
        """One page of the rows of every field list."""
        pager = Pager(signer, "fields", query, _BY_LIST)
        found = [TaskList.kind == ListKind.FIELD_LIST, *_naming(query)]
        if query.list_id is not None:
            found.append(TaskListRow.list_id == query.list_id)
        if query.name is not None:
            found.append(TaskListRow.item.contains(query.name, autoescape=True))
        rows = await self._session.scalars(
            pager.apply(
                select(TaskListRow).join(TaskList, TaskList.id == TaskListRow.list_id).where(*found)
            )
        )
        return pager.page(rows.all())

    async def units(self, query: UnitQuery, signer: Signer) -> Rows[Any]:
        """One page of units with the rows that name them."""
        pager = Pager(signer, "unit-references", query, _BY_PLACE)
        equal = {
            TaskListRow.list_id: query.list_id,
            UnitReferenceRow.kind: query.kind,
            UnitReferenceRow.organ_id: query.organ_id,
            UnitReferenceRow.group_code: query.group_code,
            UnitReferenceRow.role: query.role,
        }
        found = [column == value for column, value in equal.items() if value is not None]
        rows = await self._session.execute(
            pager.apply(self._units(TaskListRow.list_id, *_NUMBER, TaskListRow.item).where(*found))
        )
        return pager.page(rows.all())

    async def units_of(self, row_ids: Iterable[UUID]) -> dict[UUID, list[Any]]:
        """The units of some rows, each row's by role and place."""
        found: dict[UUID, list[Any]] = {}
        units = await self._session.execute(
            self._units().where(UnitReferenceRow.row_id.in_(list(row_ids)))
        )
        for unit in sorted(units, key=lambda u: (_ROLES.index(u.role), u.position)):
            found.setdefault(unit.row_id, []).append(unit)
        return found

    def _units(self, *more: Any) -> Select[Any]:  # noqa: ANN401 - columns of several types
        """Units with the present names of their organs and, of those that ended, of successors."""
        is_ended = or_(
            Organ.valid_until < self._today, extract("year", Organ.valid_until) < TaskList.year
        )
        return (
            select(
                *UnitReferenceRow.__table__.columns,
                Organ.name.label("organ_name"),
                case((is_ended, Organ.valid_until)).label("organ_ended_on"),
                Organ.successor_id,
                _SUCCESSOR.name.label("successor_name"),
                *more,
            )
            .join(TaskListRow, TaskListRow.id == UnitReferenceRow.row_id)
            .join(TaskList, TaskList.id == TaskListRow.list_id)
            .outerjoin(Organ, Organ.id == UnitReferenceRow.organ_id)
            .outerjoin(_SUCCESSOR, _SUCCESSOR.id == Organ.successor_id)
        )


def _naming(query: UnitFilters) -> Sequence[ColumnElement[bool]]:
    """The condition that a row names the unit that is looked for."""
    equal = {
        UnitReferenceRow.organ_id: query.organ_id,
        UnitReferenceRow.group_code: query.group_code,
        UnitReferenceRow.role: query.role,
    }
    found = [column == value for column, value in equal.items() if value is not None]
    return [_some_unit(*found)] if found else []


def _some_unit(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(UnitReferenceRow.row_id == TaskListRow.id, *conditions)
