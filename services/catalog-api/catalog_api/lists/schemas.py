"""What goes in and out over HTTP about published lists."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from catalog_api.lists.kinds import ListKind, TimeLimitKind, UnitKind, UnitRole
from catalog_api.time_limits import CellLimit
from gongkai.http.documents import DocumentNumber
from gongkai.http.paging import PageQuery
from gongkai.http.schemas import Day, Id, In, Out, ShortText, Text, Year

LongTitle = Annotated[Text, Field(max_length=500)]


class TaskListIn(In):
    """A new list, still without rows.

    Without `scope_organ_id` names are looked up among the issuing organ and those below it.
    `part` is how the document itself names the list (`附件2`), so that its other lists find it.
    """

    kind: ListKind
    """What the list says."""
    title: LongTitle
    """Its title."""
    year: Year
    """The year for which it was published."""
    organ_id: Id
    """The organ that issued it and keeps it."""
    scope_organ_id: Id | None = None
    """Names in the list mean organs at or below this one."""
    document: LongTitle | None = None
    """The document in which it was published."""
    document_number: DocumentNumber | None = None
    """That document's number."""
    part: ShortText | None = None
    """Where in the document it stands, as the document points to it (附件2)."""
    issued_on: Day | None = None
    """The day of issue (成文)."""
    published_on: Day | None = None
    """The day of publication."""
    source: ShortText | None = None
    """The system that keeps the list; together with `external_id`."""
    external_id: Text | None = None
    """Its id in that system."""


class TaskListOut(Out):
    """A list, without its rows."""

    id: UUID
    """Our id."""
    kind: ListKind
    """What the list says."""
    kind_label: str
    """What an office calls the kind."""
    title: str
    """Its title."""
    year: int
    """The year for which it was published."""
    organ_id: UUID
    """The organ that issued it and keeps it."""
    organ_name: str
    """That organ's present name."""
    scope_organ_id: UUID
    """Names in the list mean organs at or below this one."""
    scope_organ_name: str
    """That organ's present name."""
    document: str | None
    """The document in which it was published."""
    document_number: str | None
    """That document's number."""
    part: str | None
    """Where in the document it stands, as the document points to it (附件2)."""
    issued_on: date | None
    """The day of issue."""
    published_on: date | None
    """The day of publication."""
    source: str | None
    """The system that keeps the list, where one does."""
    external_id: str | None
    """Its id in that system."""
    version: int
    """Number of events on its record; the ETag."""
    created_at: datetime
    """When it was entered."""
    updated_at: datetime
    """When it last changed."""


class UnitOut(Out):
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


class TaskListRowOut(Out):
    """A row. `due_on` is the last day of a time limit that has one; `lead_missing` marks a row of
    a responsibility list whose cell of lead organs is empty.
    """

    id: UUID
    """The row's id, which a corrected file keeps."""
    list_id: UUID
    """The list that it belongs to."""
    seq: int
    """Its number in the list."""
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


class FieldOut(Out):
    """One of the fields (领域) of a field list, with the organs responsible for it."""

    id: UUID
    """The row's id."""
    list_id: UUID
    """The list that it stands in."""
    seq: int
    """Its number in the list."""
    name: str
    """The field."""
    units: list[UnitOut]
    """The organs responsible for it."""


class UnitReferenceOut(UnitOut):
    """A unit reference together with the row that holds it."""

    list_id: UUID
    """The list whose row names it."""
    row_id: UUID
    """That row."""
    seq: int
    """The row's number in the list."""
    item: str
    """The row's task, field or item."""


class ListCounts(Out):
    """How a list's rows and the names in them stand."""

    rows: int
    """How many rows there are."""
    rows_by_time_limit: dict[TimeLimitKind, int]
    """How many rows have a time limit of each kind."""
    rows_without_lead: int
    """How many rows lack a lead organ."""
    rows_with_unresolved: int
    """How many rows name something that was not found."""
    units: int
    """How many names there are in the rows."""
    units_by_kind: dict[UnitKind, int]
    """How many names mean what."""


class ImportResult(Out):
    """What an import changed; `version` is the list's after it."""

    list_id: UUID
    """The list."""
    version: int
    """Its version after the import."""
    rows_in_file: int
    """Rows of the file, without the heading."""
    created: int
    """Rows that are new."""
    updated: int
    """Rows that are others now."""
    unchanged: int
    """Rows that were so already."""
    removed: int
    """Rows that the file has no more."""
    counts: ListCounts
    """How the list stands now."""


class ResolveResult(Out):
    """What looking the names up again changed."""

    list_id: UUID
    """The list."""
    version: int
    """Its version afterwards."""
    changed_rows: int
    """Rows in which a name means something else now."""
    counts: ListCounts
    """How the list stands now."""


class ListQuery(PageQuery):
    """Filters of the list of lists, newest first."""

    kind: ListKind | None = None
    """What the lists say."""
    year: Year | None = None
    """The year for which they were published."""
    organ_id: Id | None = None
    """The organ that issued them."""
    title: Text | None = None
    """Held by the title."""
    source: ShortText | None = None
    """The system that keeps the list."""
    external_id: Text | None = None
    """Its id in that system."""


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
