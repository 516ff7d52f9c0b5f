"""Organs of a source system over HTTP, one or many at once."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from catalog_api.organs.intake.schemas import IntakeMembers
from catalog_api.organs.schemas import OrganFields
from gongkai.http.items import APART, ItemProblem
from gongkai.http.schemas import Id, In, Out, ShortText, Text

MAX_BULK = 500
"""Organs in one bulk request."""


UPSERT_EXAMPLE: dict[str, object] = {
    "name": "示例市示例局",
    "short_name": "示例局",
    "kind": "department",
    "level": "county",
    "region_code": "610116",
    "parent_external_id": "sample-1",
}


class OrganUpsert(IntakeMembers, OrganFields, json_schema_extra={"examples": [UPSERT_EXAMPLE]}):
    """An organ as its source system knows it: the whole record, not a difference.

    The parent is named by our id or by its external id in the same source. Without one an organ
    stays where it is, and a new one goes below the organ that the caller is bound to. Whether it
    takes applications, how and where, what its letters name as remedies, and its duty desk stay too
    where the record leaves them out.
    """

    parent_id: Id | None = None
    """The organ above it by our id."""
    parent_external_id: Text | None = None
    """The organ above it by its id in the same system."""


_SOURCE: dict[str, object] = {"source": "sample", "external_id": "sample-2"}


class BulkItem(OrganUpsert, json_schema_extra={"examples": [UPSERT_EXAMPLE | _SOURCE]}):
    """One organ of a bulk upsert, with its identity in the source system."""

    source: ShortText
    """The system that keeps the organ."""
    external_id: Text
    """Its id in that system."""


class BulkIn(In, json_schema_extra={"examples": [{"items": [UPSERT_EXAMPLE | _SOURCE]}]}):
    """A bulk upsert; parents may stand behind their children."""

    items: Annotated[list[Annotated[BulkItem, APART]], Field(min_length=1, max_length=MAX_BULK)]
    """The organs, in any order."""


class BulkRefusal(ItemProblem):
    """Why one item was not taken; the members of a problem document that matter here.

    `organ_id` is the organ that has the code, the external id or the name already.
    """

    organ_id: UUID | None
    """The organ that has the code, the external id or the name already."""


class BulkResult(Out):
    """What became of one item of a bulk upsert."""

    index: int
    """The item's place in the request, from 0."""
    source: str | None
    """The system that keeps the organ; null where the item could not be read."""
    external_id: str | None
    """Its id in that system; null where the item could not be read."""
    outcome: Literal["created", "updated", "unchanged", "refused"]
    """What became of the item."""
    id: UUID | None
    """Our id; null where it was refused."""
    version: int | None
    """The organ's version after it."""
    problem: BulkRefusal | None
    """Why it was refused."""


_RESULTS: dict[str, object] = {
    "results": [
        {
            **_SOURCE,
            "index": 0,
            "outcome": "created",
            "id": "00000000-0000-7000-8000-000000000002",
            "version": 1,
        }
    ],
    "created": 1,
    "updated": 0,
    "unchanged": 0,
    "refused": 0,
}


class BulkOut(Out, json_schema_extra={"examples": [_RESULTS]}):
    """Results in the order of the items; a refused item changes nothing for the others."""

    results: list[BulkResult]
    """One for each item, in their order."""
    created: int
    """Organs entered."""
    updated: int
    """Organs changed."""
    unchanged: int
    """Organs that were so already."""
    refused: int
    """Items that changed nothing because they were wrong."""
