"""What goes out with a reply, as it enters and as office and applicant see it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from gongkai.files.schemas import FILE_EXAMPLE, FileOut
from gongkai.http.schemas import Id, In, Out

_ID = "01912d3c-7a10-7000-8000-000000000031"


class EnclosureIn(
    In, json_schema_extra={"examples": [{"attachment_id": "01890a5d-ac96-774b-bcce-b302099a8057"}]}
):
    """An attachment of the office that shall go out with the reply."""

    attachment_id: Annotated[Id, Field(description="工作机构添加的附件")]
    replaces: Annotated[
        Id | None, Field(description="所替换的随附材料（如遮盖后重新提供），替换后重新检查")
    ] = None


_ENCLOSURE: dict[str, object] = {
    "id": _ID,
    "attachment_id": "01890a5d-ac96-774b-bcce-b302099a8057",
    "file": FILE_EXAMPLE,
    "added_at": "2026-01-16T02:00:00Z",
    "added_by": "sample-clerk",
    "added_by_name": "样例甲",
    "screened_at": "2026-01-16T02:00:04Z",
    "findings": 2,
    "open_findings": 1,
}


class EnclosureOut(Out, json_schema_extra={"examples": [_ENCLOSURE]}):
    """Something that goes out with the reply."""

    id: UUID
    """Its id."""
    attachment_id: UUID
    """The attachment that it is."""
    file: FileOut
    """The file; its name only to those who read the texts of the case."""
    added_at: datetime
    """When it was chosen."""
    added_by: str
    """By whom."""
    added_by_name: str | None
    """Their name; null where it is not known here."""
    screened_at: datetime | None
    """When it was looked through; null while that is awaited."""
    findings: int
    """How many findings it has."""
    open_findings: int
    """How many of them nobody has settled: the reply is not handed in while there is one."""
    fetched_at: datetime | None
    """When the applicant fetched it first."""


class EnclosuresOut(Out, json_schema_extra={"examples": [{"items": [_ENCLOSURE]}]}):
    """Everything that goes out with the reply, in the order of its coming."""

    items: list[EnclosureOut]
    """The enclosures."""


_RECEIVED: dict[str, object] = {"id": _ID, "file": FILE_EXAMPLE}


class ReceivedEnclosureOut(Out, json_schema_extra={"examples": [_RECEIVED]}):
    """Something that came with the reply."""

    id: UUID
    """Its id."""
    file: FileOut
    """The file."""


class ReceivedEnclosuresOut(Out, json_schema_extra={"examples": [{"items": [_RECEIVED]}]}):
    """What came with the reply."""

    items: list[ReceivedEnclosureOut]
    """The enclosures."""
