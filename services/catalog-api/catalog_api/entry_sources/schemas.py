"""Entries of a source system over HTTP, one or many at once."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from catalog_api.entries.content import CONTENT_EXAMPLE, EntryContent
from gongkai.http.items import APART, ItemProblem
from gongkai.http.schemas import In, Out, ShortText, Text

MAX_BULK = 500
"""Entries in one bulk request."""
_SOURCE: dict[str, Any] = {"source": "oa", "external_id": "sample-1"}


class EntryUpsert(EntryContent, json_schema_extra={"examples": [CONTENT_EXAMPLE]}):
    """An entry as its source system knows it: the whole content, not a difference. Its files stay
    as they are.
    """


class EntryBulkItem(EntryUpsert, json_schema_extra={"examples": [CONTENT_EXAMPLE | _SOURCE]}):
    """One entry of a bulk upsert, with its identity in the source system."""

    source: ShortText
    """The system that keeps it."""
    external_id: Text
    """Its id in that system."""


class EntryBulkIn(In, json_schema_extra={"examples": [{"items": [CONTENT_EXAMPLE | _SOURCE]}]}):
    """A bulk upsert."""

    items: Annotated[
        list[Annotated[EntryBulkItem, APART]], Field(min_length=1, max_length=MAX_BULK)
    ]
    """The entries; of one that stands here twice the last holds."""


class EntryBulkRefusal(ItemProblem):
    """Why one item was not taken; the members of a problem document that matter here."""


class EntryBulkResult(Out):
    """What became of one item of a bulk upsert."""

    index: int
    """The item's place in the request, from 0."""
    source: str | None
    """The system that keeps the entry; null where the item could not be read."""
    external_id: str | None
    """Its id in that system; null where the item could not be read."""
    outcome: Literal["created", "updated", "unchanged", "refused"]
    """What became of the item."""
    id: UUID | None
    """Our id; null where it was refused."""
    version: int | None
    """The entry's version after it."""
    problem: EntryBulkRefusal | None
    """Why it was refused."""


_RESULTS: dict[str, Any] = {
    "results": [
        {
            **_SOURCE,
            "index": 0,
            "outcome": "created",
            "id": "00000000-0000-7000-8000-000000000051",
            "version": 1,
        }
    ],
    "created": 1,
    "updated": 0,
    "unchanged": 0,
    "refused": 0,
}


class EntryBulkOut(Out, json_schema_extra={"examples": [_RESULTS]}):
    """Results in the order of the items; a refused item changes nothing for the others."""

    results: list[EntryBulkResult]
    """One for each item, in their order."""
    created: int
    """Entries entered."""
    updated: int
    """Entries of which a new version was written."""
    unchanged: int
    """Entries that said so already."""
    refused: int
    """Items that changed nothing because they were wrong."""
