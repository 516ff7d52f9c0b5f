"""What goes out with a reply, as it enters and as office and applicant see it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from gongkai.files.schemas import FILE_EXAMPLE, FileOut
from gongkai.http.schemas import Id, In, Out
from gongkai.http.screened import LongReason
from gongkai.screening import Kind, Part
from requests_api.enclosures.kinds import Resolution

_ID = "01912d3c-7a10-7000-8000-000000000031"


class EnclosureIn(
    In, json_schema_extra={"examples": [{"attachment_id": "01890a5d-ac96-774b-bcce-b302099a8057"}]}
):
    """An attachment of the office that shall go out with the reply."""

    attachment_id: Annotated[Id, Field(description="工作机构添加的附件")]
    replaces: Annotated[
        Id | None, Field(description="所替换的随附材料（如遮盖后重新提供），替换后重新检查")
    ] = None


class FindingIn(
    In,
    json_schema_extra={
        "examples": [{"resolution": "justified", "reason": "系本机关对外公布的办公电话"}]
    },
):
    """What becomes of a finding, and why."""

    resolution: Annotated[Resolution, Field(description="处理方式")]
    reason: Annotated[LongReason, Field(max_length=500, description="理由")]


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


class FindingPlaceOut(Out):
    """Where something stands."""

    part: Part
    """In what kind of part."""
    part_label: str
    """What an office calls that."""
    at: str
    """Which one: the page, the paragraph, the cell (`2!B7`: of the second sheet)."""


_FINDING: dict[str, object] = {
    "id": "01912d3c-7a10-7000-8000-000000000032",
    "where": {"part": "page", "part_label": "页", "at": "3"},
    "kind": "mobile",
    "kind_label": "手机号码",
    "excerpt": "联系人电话138******01，",
    "times": 1,
    "resolution": None,
}


class FindingOut(Out, json_schema_extra={"examples": [_FINDING]}):
    """Something that was found in a file that goes out, or that was not looked at."""

    id: UUID
    """Its id."""
    where: FindingPlaceOut | None
    """Where it stands first; null for what was not looked at."""
    kind: Kind
    """What it is; `not_screened_…` says why something was not looked at."""
    kind_label: str
    """What an office calls it."""
    excerpt: str | None
    """The words around it, numbers masked; null for those who only oversee."""
    times: int
    """How often it stands in the file."""
    resolution: Resolution | None
    """What becomes of it; null while it is open."""
    resolution_label: str | None
    """What an office calls that."""
    reason: str | None
    """Why; null for those who only oversee."""
    resolved_by: str | None
    """Who answers for it."""
    resolved_by_name: str | None
    """Their name; null where it is not known here."""
    resolved_at: datetime | None
    """When."""


class FindingsOut(
    Out,
    json_schema_extra={"examples": [{"screened_at": "2026-01-16T02:00:04Z", "items": [_FINDING]}]},
):
    """What was found in an enclosure."""

    screened_at: datetime | None
    """When it was looked through; null while that is awaited: then nothing is known yet."""
    items: list[FindingOut]
    """The findings, in the order of the file."""


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
