"""What filling a list answers with."""

from uuid import UUID

from catalog_api.lists.schemas import COUNTS_EXAMPLE, ListCounts
from gongkai.http.schemas import Out

_IMPORTED: dict[str, object] = {
    "list_id": "00000000-0000-7000-8000-000000000005",
    "version": 2,
    "rows_in_file": 1,
    "created": 1,
    "updated": 0,
    "unchanged": 0,
    "removed": 0,
    "rows_left_out": [1],
    "columns_left_out": [],
    "counts": COUNTS_EXAMPLE,
}


class ImportResult(Out, json_schema_extra={"examples": [_IMPORTED]}):
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
    rows_left_out: list[int]
    """Lines of the file that are no rows: titles above the heading, notes below the table."""
    columns_left_out: list[int]
    """Columns that are no part of a list, such as 备注, by their place from 1."""
    counts: ListCounts
    """How the list stands now."""


class ResolveResult(
    Out,
    json_schema_extra={
        "examples": [
            {
                "list_id": "00000000-0000-7000-8000-000000000005",
                "version": 3,
                "changed_rows": 1,
                "counts": COUNTS_EXAMPLE,
            }
        ]
    },
):
    """What looking the names up again changed."""

    list_id: UUID
    """The list."""
    version: int
    """Its version afterwards."""
    changed_rows: int
    """Rows in which a name means something else now."""
    counts: ListCounts
    """How the list stands now."""
