"""Deliveries over HTTP."""

from collections.abc import Mapping
from typing import Self
from uuid import UUID

from pydantic import AwareDatetime

from gongkai.http.paging import PageQuery
from gongkai.http.schemas import Id, Out
from gongkai.work import WorkState
from notifier.channels.addresses import ChannelCode
from notifier.deliveries.models import OutgoingMessage
from notifier.messages.models import Cause

_ID = "01912d3c-7a10-7000-8000-00000000000"


class DeliveryQuery(PageQuery):
    """Filters of the list of deliveries."""

    state: WorkState | None = None
    """状态"""
    channel: ChannelCode | None = None
    """渠道"""
    deadline_id: Id | None = None
    """期限"""


class DeliveryOut(
    Out,
    json_schema_extra={
        "examples": [
            {
                "id": f"{_ID}6",
                "notification_id": f"{_ID}5",
                "cause_kind": "reminder",
                "cause_kind_label": "期限提醒",
                "cause_id": f"{_ID}4",
                "organ_id": f"{_ID}1",
                "organ_name": "示例机关",
                "channel": "email",
                "channel_label": "电子邮件",
                "state": "done",
                "state_label": "已完成",
                "attempts": 1,
                "next_attempt_at": "2026-01-27T08:30:00+08:00",
                "last_error": None,
                "created_at": "2026-01-27T08:30:00+08:00",
                "closed_at": "2026-01-27T08:30:01+08:00",
            }
        ]
    },
):
    """One message on its way to its recipient by one channel; the address is not shown."""

    id: UUID
    """The delivery's id, which the message carries too."""
    notification_id: UUID
    """What is told."""
    cause_kind: Cause
    """Why it is told."""
    cause_kind_label: str
    """What an office calls that."""
    cause_id: UUID
    """Id of the cause."""
    organ_id: UUID
    """The organ in whose work the cause lies."""
    organ_name: str | None
    """What that organ is called; null for one that is not known here yet."""
    channel: ChannelCode
    """By what it goes."""
    channel_label: str
    """What an office calls the channel."""
    state: WorkState
    """What became of it: `done` is sent, `dead` waits for a decision."""
    state_label: str
    """What an office calls that state."""
    attempts: int
    """How often it was tried."""
    next_attempt_at: AwareDatetime
    """From when it may be tried, next."""
    last_error: str | None
    """What went wrong at the last attempt, as a code."""
    created_at: AwareDatetime
    """When it was to be told."""
    closed_at: AwareDatetime | None
    """When it came to its end; null while it is pending."""

    @classmethod
    def of(cls, outgoing: OutgoingMessage, organ_names: Mapping[UUID, str]) -> Self:
        """The delivery with the names of what it points at."""
        return cls(
            id=outgoing.id,
            notification_id=outgoing.notification_id,
            cause_kind=outgoing.cause_kind,
            cause_kind_label=outgoing.cause_kind.label,
            cause_id=outgoing.cause_id,
            organ_id=outgoing.organ_id,
            organ_name=organ_names.get(outgoing.organ_id),
            channel=outgoing.channel,
            channel_label=outgoing.channel.label,
            state=outgoing.state,
            state_label=outgoing.state.label,
            attempts=outgoing.attempts,
            next_attempt_at=outgoing.due_at,
            last_error=outgoing.last_error,
            created_at=outgoing.created_at,
            closed_at=outgoing.closed_at,
        )
