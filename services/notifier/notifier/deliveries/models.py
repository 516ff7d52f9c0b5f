"""The table of deliveries: one row per notification and channel, and how they are worked off."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db.base import EnumText
from gongkai.work import Backoff, Terms, WorkRow, WorkTable, work_table_args
from notifier.channels.addresses import ChannelCode
from notifier.messages.models import Cause


class OutgoingMessage(WorkRow):
    """One notification to be sent to its recipient by one channel."""

    __tablename__ = "deliveries"
    __table_args__ = (
        *work_table_args("deliveries"),
        Index("ix_deliveries_organ", "organ_id", "state", "channel", "id"),
        Index("uq_deliveries_channel", "notification_id", "channel", unique=True),
        Index(
            "ix_deliveries_channel_due",
            "channel",
            "due_at",
            "id",
            postgresql_where=text("state = 'pending'"),
        ),
        Index(
            "ix_deliveries_cause",
            "cause_id",
            "cause_kind",
            postgresql_where=text("state = 'pending'"),
        ),
    )

    notification_id: Mapped[UUID] = mapped_column(ForeignKey("notifications.id"))
    cause_kind: Mapped[Cause] = mapped_column(EnumText(Cause))
    cause_id: Mapped[UUID]
    """As of its notification: what has lost its cause is not sent."""
    organ_id: Mapped[UUID]
    channel: Mapped[ChannelCode] = mapped_column(EnumText(ChannelCode))
    loss_told_at: Mapped[datetime | None]
    """When it was given up as it was told last to who asked for it; of messages to applicants."""


TERMS = Terms(
    backoff=Backoff(
        (
            timedelta(seconds=30),
            timedelta(minutes=2),
            timedelta(minutes=10),
            timedelta(minutes=30),
            timedelta(hours=2),
            timedelta(hours=6),
        )
    )
)
"""A server that is restarted costs a minute; one that is away for a weekend is found among the dead
deliveries on the same day."""

DELIVERIES = WorkTable("deliveries", OutgoingMessage, TERMS)
"""What goes out, by whatever channel."""


def by_channel(channel: ChannelCode) -> WorkTable[OutgoingMessage]:
    """What goes out by one channel, so that a slow one keeps no other waiting."""
    only = (OutgoingMessage.channel == channel,)
    return WorkTable(f"deliveries.{channel}", OutgoingMessage, TERMS, only)
