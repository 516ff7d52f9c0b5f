"""A proposal to publish as it enters and as it is shown."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from gongkai.http.schemas import In, Out
from gongkai.http.screened import LongReason, ScreenedText
from requests_api.publications.kinds import ProposalState


class PublicationIn(In, json_schema_extra={"examples": [{"reason": "多个申请人申请公开同一信息"}]}):
    """Why the information should be published by itself."""

    reason: Annotated[LongReason, Field(max_length=1000, description="理由，随建议送出")]
    title: Annotated[
        ScreenedText | None,
        Field(
            max_length=200,
            description="所建议公开的信息名称；不填为申请的标题，标题可能含有个人姓名的必填",
        ),
    ] = None


class PublicationStateOut(
    Out,
    json_schema_extra={
        "examples": [{"state": "queued", "state_label": "待送", "refusal_code": None}]
    },
):
    """Where the last proposal to publish stands."""

    state: ProposalState
    """Where it stands."""
    state_label: str
    """What an office calls that."""
    refusal_code: str | None
    """Why the other side did not take it, by its code."""


class PublicationOut(
    PublicationStateOut,
    json_schema_extra={
        "examples": [
            {
                "id": "01912d3c-7a10-7000-8000-000000000033",
                "state": "sent",
                "state_label": "已送达主动公开工作",
                "refusal_code": None,
                "title": "示例规划许可",
                "reason": "多个申请人申请公开同一信息",
                "proposed_by": "sample-clerk",
                "proposed_by_name": "样例甲",
                "proposed_at": "2026-01-23T02:00:00Z",
                "duty_id": None,
                "free_text_withheld": False,
            }
        ]
    },
):
    """The last proposal to publish what a case asks for."""

    id: UUID
    """The proposal."""
    title: str | None
    """What it calls the information; null for those who only oversee."""
    reason: str | None
    """Why; null for those who only oversee."""
    proposed_by: str
    """Who proposed it."""
    proposed_by_name: str | None
    """Their name; null where it is not known here."""
    proposed_at: datetime
    """When."""
    duty_id: UUID | None
    """The duty that came of it in the catalogue's service."""
    free_text_withheld: bool
    """Whether the caller only oversees, so that the words are null."""
