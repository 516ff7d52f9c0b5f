"""Published lists as the API shows them."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from catalog_api.lists.models import TaskList, TaskListRow
from catalog_api.lists.rows.schemas import FieldOut, TaskListRowOut, UnitOut, UnitReferenceOut
from catalog_api.lists.schemas import TaskListOut
from catalog_api.time_limits import CellLimit, due_on
from catalog_api.unit_references.shipped import unit_groups

_GROUP_LABELS = {group.code: group.label for group in unit_groups()}
_TIME_LIMIT: TypeAdapter[CellLimit] = TypeAdapter(CellLimit)


def list_out(task_list: TaskList, names: Mapping[UUID, str]) -> TaskListOut:
    """The list without its rows; ``names`` has those of its organs."""
    return TaskListOut(
        id=task_list.id,
        kind=task_list.kind,
        kind_label=task_list.kind.label,
        title=task_list.title,
        year=task_list.year,
        organ_id=task_list.organ_id,
        organ_name=names[task_list.organ_id],
        scope_organ_id=task_list.scope_organ_id,
        scope_organ_name=names[task_list.scope_organ_id],
        document=task_list.document,
        document_number=task_list.document_number,
        part=task_list.part,
        issued_on=task_list.issued_on,
        published_on=task_list.published_on,
        source=task_list.source,
        external_id=task_list.external_id,
        version=task_list.version,
        created_at=task_list.created_at,
        updated_at=task_list.updated_at,
    )


def row_out(task_list: TaskList, row: TaskListRow, units: Iterable[Any]) -> TaskListRowOut:
    """A row with its units and the last day of its time limit."""
    limit = None if row.time_limit is None else _TIME_LIMIT.validate_python(row.time_limit)
    return TaskListRowOut(
        id=row.id,
        list_id=row.list_id,
        seq=row.seq,
        part=row.part,
        group=row.group,
        item=row.item,
        requirement=row.requirement,
        time_limit=limit,
        time_limit_kind=row.time_limit_kind,
        time_limit_kind_label=row.time_limit_kind.label,
        due_on=limit and due_on(limit, list_year=task_list.year),
        lead_missing=row.lead_missing,
        units=[unit_out(unit) for unit in units],
    )


def field_out(row: TaskListRow, units: Iterable[Any]) -> FieldOut:
    """A row of a field list as the field that it is."""
    return FieldOut(
        id=row.id,
        list_id=row.list_id,
        seq=row.seq,
        part=row.part,
        name=row.item,
        units=[unit_out(unit) for unit in units],
    )


def unit_out(unit: Any) -> UnitOut:  # noqa: ANN401 - a row of several tables
    """A unit with the present name of its organ."""
    return UnitOut(**_unit(unit))


def unit_reference_out(unit: Any) -> UnitReferenceOut:  # noqa: ANN401 - a row of several tables
    """A unit together with the row that names it."""
    return UnitReferenceOut(
        **_unit(unit),
        list_id=unit.list_id,
        row_id=unit.row_id,
        seq=unit.seq,
        part=unit.part,
        item=unit.item,
    )


def _unit(unit: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of several tables
    is_ended = unit.organ_ended_on is not None
    return {
        "role": unit.role,
        "role_label": unit.role.label,
        "position": unit.position,
        "text": unit.text,
        "kind": unit.kind,
        "kind_label": unit.kind.label,
        "organ_id": unit.organ_id,
        "organ_name": unit.organ_name,
        "organ_ended_on": unit.organ_ended_on,
        "successor_id": unit.successor_id if is_ended else None,
        "successor_name": unit.successor_name if is_ended else None,
        "group_code": unit.group_code,
        "group_label": _GROUP_LABELS.get(unit.group_code),
        "annex_list_id": unit.annex_list_id,
    }
