"""The contact of an applicant over HTTP."""

from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import Id, In, Out
from requests_api.applicants.kinds import ContactChannel

_ID = "01912d3c-7a10-7000-8000-00000000000"


class ContactDisclosureIn(
    In,
    json_schema_extra={
        "examples": [
            {
                "case_id": f"{_ID}2",
                "channel": "email",
                "delivery_id": f"{_ID}6",
                "message_id": f"{_ID}7",
            }
        ]
    },
):
    """Which delivery is about to leave, and by what."""

    case_id: Annotated[Id, Field(description="申请")]
    channel: Annotated[ContactChannel, Field(description="发送渠道")]
    delivery_id: Annotated[Id, Field(description="投递")]
    message_id: Annotated[
        Id | None,
        Field(
            description="所发送的消息（事件 applicant-message-due 的 message_id）；未填写的，"
            "有尚未被取走的重发查询码时视为发送该查询码，否则只提供联系方式"
        ),
    ] = None


class ContactDisclosureOut(
    Out,
    json_schema_extra={"examples": [{"address": "applicant@example.com", "access_code": None}]},
):
    """Where the message goes, and what it brings; to be used now and never stored."""

    address: str
    """The address on that channel."""
    access_code: str | None
    """The access code, drawn for this call; null for a message that brings none."""
