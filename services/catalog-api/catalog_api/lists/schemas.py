"""What goes in and out over HTTP about published lists."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from catalog_api.lists.kinds import ListKind, TimeLimitKind, UnitKind
from gongkai.http.documents import DocumentNumber
from gongkai.http.paging import PageQuery
from gongkai.http.schemas import Day, Id, In, Out, ShortText, Text, Year

LongTitle = Annotated[Text, Field(max_length=500)]


_NEW: dict[str, object] = {
    "kind": "task_list",
    "title": "示例工作要点任务清单",
    "year": 2026,
    "organ_id": "00000000-0000-7000-8000-000000000001",
    "document_number": "示政办〔2026〕1号",
}


class TaskListIn(In, json_schema_extra={"examples": [_NEW]}):
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


_LIST: dict[str, object] = {
    "id": "00000000-0000-7000-8000-000000000005",
    "kind": "task_list",
    "kind_label": "任务分解表",
    "title": "示例工作要点任务清单",
    "year": 2026,
    "organ_id": "00000000-0000-7000-8000-000000000001",
    "organ_name": "示例市人民政府",
    "scope_organ_id": "00000000-0000-7000-8000-000000000001",
    "scope_organ_name": "示例市人民政府",
    "document_number": "示政办〔2026〕1号",
    "version": 1,
    "created_at": "2026-01-05T01:00:00Z",
    "updated_at": "2026-01-05T01:00:00Z",
}


class TaskListOut(Out, json_schema_extra={"examples": [_LIST]}):
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


COUNTS_EXAMPLE: dict[str, object] = {
    "rows": 1,
    "rows_by_time_limit": {"standing": 1},
    "rows_without_lead": 0,
    "rows_with_unresolved": 0,
    "units": 1,
    "units_by_kind": {"organ": 1},
}


class ListCounts(Out, json_schema_extra={"examples": [COUNTS_EXAMPLE]}):
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
