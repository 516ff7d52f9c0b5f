"""The envelope of the events that services tell each other: CloudEvents 1.0, page by page."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, JsonValue

from gongkai.contracts import EVENT_TYPES, EventData

_EVENT: dict[str, JsonValue] = {
    "specversion": "1.0",
    "id": "00000000-0000-7000-8000-000000000009",
    "source": "/catalog/v1",
    "type": "cn.gongkai.catalog.organ-changed.v1",
    "subject": "00000000-0000-7000-8000-000000000001",
    "time": "2026-01-05T01:00:00Z",
    "datacontenttype": "application/json",
    "correlationid": None,
    "revision": 1,
    "cursor": "eyJ4IjoxfQ.c2FtcGxl",
    "data": {},
}
_PAGE: dict[str, JsonValue] = {
    "items": [_EVENT],
    "next_cursor": "eyJ4IjoxfQ.c2FtcGxl",
    "has_more": False,
    "epoch": "7000000000000000000-00000001",
}


class Event(BaseModel):
    """The CloudEvents 1.0 envelope in its JSON form, with our extension attributes."""

    model_config = ConfigDict(
        extra="ignore",
        frozen=True,
        use_attribute_docstrings=True,
        json_schema_extra={"examples": [_EVENT]},
    )

    specversion: Literal["1.0"] = "1.0"
    """The version of CloudEvents."""
    id: UUID
    """The event's own id."""
    source: str
    """The service that tells it, by the first part of its addresses: `/requests/v1`."""
    type: str
    """What happened; docs/events.md lists the types."""
    subject: UUID
    """The entity that it is about."""
    time: datetime
    """When it happened."""
    datacontenttype: Literal["application/json"] = "application/json"
    """The form of `data`."""
    correlationid: str | None
    """The correlation id of the request that was its cause."""
    revision: int
    """Grows with each event of one stream and subject; a lower one never revives anything."""
    cursor: str
    """Position just behind this event."""
    data: dict[str, Any]
    """What its type says of the entity."""

    def payload(self) -> EventData | None:
        """The data as its model, or None for a type that this release does not know."""
        model = EVENT_TYPES.get(self.type)
        return None if model is None else model.model_validate(self.data)


class FeedPage(BaseModel):
    """One page of a change feed."""

    model_config = ConfigDict(
        extra="ignore",
        frozen=True,
        use_attribute_docstrings=True,
        json_schema_extra={"examples": [_PAGE]},
    )

    items: list[Event]
    """The events behind the cursor, in the order of their commits."""
    next_cursor: str
    """Where to read on; also valid when ``items`` is empty."""
    has_more: bool
    """Whether to read on at once."""
    epoch: str
    """Identity of the producer's history; it changes when its database is restored."""
