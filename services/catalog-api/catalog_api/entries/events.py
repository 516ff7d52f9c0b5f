"""What stands on the record of an entry: digests and dates, never its words."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from catalog_api.entries.kinds import EntryRelation
from catalog_api.kinds.kinds import Audience
from gongkai.record import RecordedEvent


class RelatedTo(BaseModel):
    """What an entry is to another one."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    entry_id: UUID
    """The other one."""
    relation: EntryRelation
    """What this one is to it."""


class EntryWritten(RecordedEvent):
    """A version of the entry was written: the one of this event's number. Its words are kept beside
    the record, append-only, and known by their digest.
    """

    TYPE = "entry_written"
    LABEL = "起草、修改"

    organ_id: UUID
    """The organ that publishes it."""
    kind: str
    """The kind of information."""
    kind_version: int
    """The version of the kind by which it was judged."""
    formed_on: date
    """The day on which the information was formed."""
    audience: Audience
    """Whom it is for."""
    related: tuple[RelatedTo, ...]
    """What it is to which other entries."""
    attachments: int
    """How many files belong to it."""
    digest: str
    """The SHA-256 of content and attachments, hexadecimal."""
