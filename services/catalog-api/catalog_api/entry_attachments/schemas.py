"""The files of an entry over HTTP."""

from datetime import datetime

from gongkai.files.schemas import FILE_EXAMPLE, FileOut
from gongkai.http.schemas import Out

_FILE: dict[str, object] = {
    **FILE_EXAMPLE,
    "added_at": "2026-01-05T02:00:00Z",
    "added_by": "sample-clerk",
    "added_by_name": "样例甲",
    "is_of_newest": True,
}


class EntryAttachmentOut(FileOut, json_schema_extra={"examples": [_FILE]}):
    """A file of an entry."""

    added_at: datetime
    """When it was added."""
    added_by: str
    """By whom."""
    added_by_name: str | None
    """Their name; null for who is no person, or not known here."""
    is_of_newest: bool
    """Whether the newest version has it; older ones keep what they had."""


class EntryAttachmentsOut(Out, json_schema_extra={"examples": [{"items": [_FILE]}]}):
    """Every file that any version of an entry has."""

    items: list[EntryAttachmentOut]
    """The files, in the order of their coming."""
