"""What screening found, as it enters and is shown."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from gongkai.http.schemas import In, Out
from gongkai.http.screened import LongReason
from gongkai.screening import Kind, Part
from requests_api.findings.kinds import Resolution


class FindingIn(
    In,
    json_schema_extra={
        "examples": [{"resolution": "justified", "reason": "系本机关对外公布的办公电话"}]
    },
):
    """What becomes of a finding, and why."""

    resolution: Annotated[Resolution, Field(description="处理方式")]
    reason: Annotated[LongReason, Field(max_length=500, description="理由")]


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
    """Something that was found in what goes out, or that was not looked at."""

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
    """What was found in an enclosure, or in the text of the reply."""

    screened_at: datetime | None
    """When it was looked through; null while that is awaited: then nothing is known yet."""
    items: list[FindingOut]
    """The findings, in the order of the file."""


class TextFindingsOut(
    Out,
    json_schema_extra={
        "examples": [
            {
                "reply_id": "01912d3c-7a10-7000-8000-000000000033",
                "items": [
                    {**_FINDING, "where": {"part": "line", "part_label": "行", "at": "3"}},
                ],
            }
        ]
    },
):
    """What was found in the text of the present draft."""

    reply_id: UUID | None
    """The draft; null where there is none."""
    items: list[FindingOut]
    """The findings, in the order of the text."""
