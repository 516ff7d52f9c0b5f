"""Deliveries over HTTP."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from gongkai.http.paging import PageQuery
from gongkai.http.schemas import Id, Out
from notifier.deliveries.models import Channel, DeliveryState


class DeliveryQuery(PageQuery):
    """Filters of the list of deliveries."""

    state: Annotated[DeliveryState, Field(description="状态")] | None = None
    deadline_id: Annotated[Id, Field(description="期限")] | None = None


class DeliveryOut(Out):
    """One message on its way; the address is not shown. `last_error` is a code."""

    id: UUID
    notification_id: UUID
    deadline_id: UUID
    organ_id: UUID
    channel: Channel
    state: DeliveryState
    attempts: int
    next_attempt_at: AwareDatetime
    last_error: str | None
    created_at: AwareDatetime
    closed_at: AwareDatetime | None
