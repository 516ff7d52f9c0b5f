"""What enters a split, and what it answers."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from gongkai.http.schemas import In, LongText, Out
from gongkai.http.screened import ScreenedText
from requests_api.matters.schemas import STEP_EXAMPLE, StepOut

MOST_PARTS = 20


class PartIn(In):
    """A thing of its own that was asked for."""

    title: Annotated[ScreenedText, Field(description="所需信息的名称")]
    description: Annotated[
        LongText | None, Field(max_length=4000, description="便于查询的其他特征性描述")
    ] = None


class SplittingIn(In, json_schema_extra={"examples": [{"parts": [{"title": "示例规划许可附图"}]}]}):
    """What gets files of its own; the rest stays in this one."""

    parts: Annotated[
        tuple[PartIn, ...],
        Field(min_length=1, max_length=MOST_PARTS, description="另立的各件；本件保留其余内容"),
    ]


class PartOut(Out):
    """A file that was split off."""

    id: UUID
    """The case."""
    number: str
    """Its number in the register."""
    receipt_number: str
    """The number of its receipt; an access code is issued for it by `/access-code`."""


_PART = {
    "id": "01912d3c-7a10-7000-8000-000000000004",
    "number": "示例依申〔2026〕2号",
    "receipt_number": "S20260106-ABCDEFGH",
}


class StepWithPartsOut(
    StepOut, json_schema_extra={"examples": [STEP_EXAMPLE | {"parts": [_PART]}]}
):
    """The head of the file that stays, and what was split off."""

    parts: list[PartOut]
    """The new files, in the order of the request."""
