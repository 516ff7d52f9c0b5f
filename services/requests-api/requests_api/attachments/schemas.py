"""Attachments as the office and the applicant see them."""

from datetime import datetime

from gongkai.files.schemas import FILE_EXAMPLE, FileOut
from gongkai.http.schemas import Out
from requests_api.attachments.kinds import AttachmentOrigin

_ADDED = {"added_at": "2026-01-06T02:00:00Z"}
_ATTACHMENT: dict[str, object] = {
    **FILE_EXAMPLE,
    **_ADDED,
    "origin": "office",
    "origin_label": "工作机构添加",
    "added_by": "sample-clerk",
    "added_by_name": "样例甲",
    "is_readable": True,
}


class AttachmentOut(FileOut, json_schema_extra={"examples": [_ATTACHMENT]}):
    """A file of a case. A removed one stays in the list, marked."""

    origin: AttachmentOrigin
    """Who brought it."""
    origin_label: str
    """What an office calls that."""
    added_at: datetime
    """When it came."""
    added_by: str
    """Who added it: a subject, `applicant`, or a machine."""
    added_by_name: str | None
    """Their name; null where it is not known here."""
    removed_at: datetime | None
    """When it was taken out of the file."""
    removed_by: str | None
    """Who took it out."""
    removed_by_name: str | None
    """Their name; null where it is not known here."""
    is_readable: bool
    """Whether the caller is handed its content now."""


class AttachmentsOut(Out, json_schema_extra={"examples": [{"items": [_ATTACHMENT]}]}):
    """All attachments of a case, in the order of their coming."""

    items: list[AttachmentOut]
    """The attachments."""


_HANDED_IN: dict[str, object] = {**FILE_EXAMPLE, **_ADDED, "is_readable": True}


class HandedInOut(FileOut, json_schema_extra={"examples": [_HANDED_IN]}):
    """A file that the applicant handed in."""

    added_at: datetime
    """When it arrived."""
    is_readable: bool
    """Whether it can be read now: not while it is scanned, never where that found something."""


class AllHandedInOut(Out, json_schema_extra={"examples": [{"items": [_HANDED_IN]}]}):
    """What the applicant handed in, in the order of its coming."""

    items: list[HandedInOut]
    """The files."""
