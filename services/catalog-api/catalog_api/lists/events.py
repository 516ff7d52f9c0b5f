"""What stands on the record of a published list: counts and digests, its rows stand beside it."""

from datetime import date
from uuid import UUID

from catalog_api.lists.kinds import ListKind
from gongkai.record import RecordedEvent


class ListCreated(RecordedEvent):
    """A list was entered, still without rows."""

    TYPE = "list_created"
    LABEL = "新建清单"

    kind: ListKind
    """What kind of list it is."""
    title: str
    """Its title."""
    year: int
    """The year that it is for."""
    organ_id: UUID
    """The organ that published it."""
    scope_organ_id: UUID
    """The organ below which its names are looked up."""
    document: str | None
    """The document in which it was published."""
    document_number: str | None
    """That document's number."""
    part: str | None
    """Where in the document it stands."""
    issued_on: date | None
    """The day of the document (成文)."""
    published_on: date | None
    """The day of publication."""
    source: str | None
    """The system that keeps the list."""
    external_id: str | None
    """Its id there."""
