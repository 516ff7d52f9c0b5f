"""What is told of published information: that there is something to fetch, never what it says."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, JsonValue

from gongkai.contracts.base import EventData, Service

_ENTRY: dict[str, JsonValue] = {
    "entry_id": "00000000-0000-7000-8000-000000000051",
    "organ_id": "00000000-0000-7000-8000-000000000001",
    "kind": "penalty_decisions",
    "index_number": "113325000026455663/2026-00001",
    "formed_on": "2026-01-05",
    "published_at": "2026-01-12T02:00:00Z",
    "validity": "in_force",
    "digest": "0" * 64,
}
_GONE: dict[str, JsonValue] = {name: _ENTRY[name] for name in ("entry_id", "organ_id")}


class EntryPublished(EventData, json_schema_extra={"examples": [_ENTRY]}):
    """A piece of information is public, or a further version of it. What is internal to an organ is
    never told.
    """

    TYPE = "cn.gongkai.catalog.entry-published.v1"
    STREAM = "entries"
    PRODUCER = Service.CATALOG
    PUBLIC = True

    entry_id: UUID
    """The entry; the event's subject."""
    organ_id: UUID
    """The organ that publishes it."""
    kind: str
    """The kind of information."""
    index_number: str
    """The index number (索引号)."""
    formed_on: date
    """The day on which the information was formed."""
    published_at: AwareDatetime
    """When this version was published."""
    validity: str
    """Whether it still holds, by the codes `entry_validities`."""
    digest: str
    """The SHA-256 of what is published: a mirror that has it has this version."""


class EntryWithdrawn(EventData, json_schema_extra={"examples": [_GONE]}):
    """What was published is withdrawn: mirrors drop it."""

    TYPE = "cn.gongkai.catalog.entry-withdrawn.v1"
    STREAM = "entries"
    PRODUCER = Service.CATALOG
    PUBLIC = True

    entry_id: UUID
    """The entry; the event's subject."""
    organ_id: UUID
    """The organ that had published it."""
