"""The rows of lists and the units that they name, over HTTP."""

from datetime import date
from uuid import UUID

from catalog_api.lists.kinds import TimeLimitKind, UnitKind, UnitRole
from catalog_api.time_limits import CellLimit
from gongkai.http.paging import PageQuery
from gongkai.http.schemas import Id, Out, ShortText, Text

_UNIT: dict[str, object] = {
    "role": "lead",
    "role_label": "牵头单位",
    "position": 0,
    "text": "示例局",
    "kind": "organ",
    "kind_label": "机构",
    "organ_id": "00000000-0000-7000-8000-000000000002",
    "organ_name": "示例市示例局",
}


class UnitOut(Out, json_schema_extra={"examples": [_UNIT]}):
    """A unit that a row names: an organ, a group of units, another list, or text as it stood.

    `organ_name` is the organ's present name, `group_label` what the group is called; `text` stays
    as the list printed it.
    """

    role: UnitRole
    """For what the row names it."""
    role_label: str
    """What an office calls the role."""
    position: int
    """Its place in the cell, from 0."""
    text: str
    """The name as the list printed it."""
    kind: UnitKind
    """What the name was found to mean."""
    kind_label: str
    """What an office calls that."""
    organ_id: UUID | None
    """The organ, where it means one."""
    organ_name: str | None
    """That organ's present name."""
    organ_ended_on: date | None
    """Its last day, where it ended before the list's year or before today."""
    successor_id: UUID | None
    """The organ that took over from one that ended, where that is known."""
    successor_name: str | None
    """That organ's present name."""
    group_code: str | None
    """The group of units, where it means one."""
    group_label: str | None
    """What the group is called."""
    annex_list_id: UUID | None
    """The list that it points to, where that is known."""


_ROW: dict[str, object] = {
    "id": "00000000-0000-7000-8000-000000000006",
    "list_id": "00000000-0000-7000-8000-000000000005",
    "seq": 1,
    "part": 1,
    "item": "示例任务",
    "time_limit_kind": "none",
    "time_limit_kind_label": "未写明",
    "lead_missing": False,
    "units": [_UNIT],
}


class TaskListRowOut(Out, json_schema_extra={"examples": [_ROW]}):
    """A row. `due_on` is the last day of a time limit that has one; `lead_missing` marks a row of
    a responsibility list whose cell of lead organs is empty.
    """

    id: UUID
    """The row's id, which a corrected file keeps."""
    list_id: UUID
    """The list that it belongs to."""
    seq: int
    """Its number in the list."""
    part: int
    """Which of the rows of this number it is, from 1: of cells that are merged down there are
    several."""
    group: str | None
    """The group of rows under which it stands."""
    item: str
    """Its task, field or item."""
    requirement: str | None
    """What exactly is required."""
    time_limit: CellLimit | None
    """Its time limit, read from the words of the list; several where the cell holds several."""
    time_limit_kind: TimeLimitKind
    """The kind of the time limit."""
    time_limit_kind_label: str
    """What an office calls that kind."""
    due_on: date | None
    """The last day, where the limit has one."""
    lead_missing: bool
    """Whether the list has a column of lead organs and this row names none."""
    units: list[UnitOut]
    """The units that it names."""


_FIELD: dict[str, object] = {
    "id": "00000000-0000-7000-8000-000000000006",
    "list_id": "00000000-0000-7000-8000-000000000005",
    "seq": 1,
    "part": 1,
    "name": "示例领域",
    "units": [_UNIT],
}


class FieldOut(Out, json_schema_extra={"examples": [_FIELD]}):
    """One of the fields (领域) of a field list, with the organs responsible for it."""

    id: UUID
    """The row's id."""
    list_id: UUID
    """The list that it stands in."""
    seq: int
    """Its number in the list."""
    part: int
    """Which of the rows of this number it is, from 1."""
    name: str
    """The field."""
    units: list[UnitOut]
    """The organs responsible for it."""


class UnitReferenceOut(
    UnitOut,
    json_schema_extra={
        "examples": [
            _UNIT
            | {
                "list_id": "00000000-0000-7000-8000-000000000005",
                "row_id": "00000000-0000-7000-8000-000000000006",
                "seq": 1,
                "part": 1,
                "item": "示例任务",
            }
        ]
    },
):
    """A unit reference together with the row that holds it."""

    list_id: UUID
    """The list whose row names it."""
    row_id: UUID
    """That row."""
    seq: int
    """The row's number in the list."""
    part: int
    """Which of the rows of that number, from 1."""
    item: str
    """The row's task, field or item."""


class UnitFilters(PageQuery):
    """Which unit a row must name to be found."""

    organ_id: Id | None = None
    """The organ that the row names."""
    group_code: ShortText | None = None
    """The group of units that the row names."""
    role: UnitRole | None = None
    """For what the row names it."""


class RowQuery(UnitFilters):
    """Filters of a list's rows, in the order of their numbers."""

    item: Text | None = None
    """Held by the task, field or item."""
    time_limit: TimeLimitKind | None = None
    """The kind of the time limit."""
    without_lead: bool | None = None
    """Whether the row lacks a lead organ."""
    unresolved: bool | None = None
    """Whether the row names something that was not found."""


class FieldQuery(UnitFilters):
    """Filters of the fields of every field list."""

    list_id: Id | None = None
    """The list that they stand in."""
    name: Text | None = None
    """Held by the field's name."""


class UnitQuery(UnitFilters):
    """Filters of the units that lists name."""

    list_id: Id | None = None
    """The list whose rows name them."""
    kind: UnitKind | None = None
    """What the name was found to mean."""
