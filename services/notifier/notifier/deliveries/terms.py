"""How messages are delivered: in which batches, with which pauses; each channel on its own."""

from datetime import timedelta

from gongkai.work import Backoff, Terms, WorkTable
from notifier.channels.addresses import ChannelCode
from notifier.deliveries.models import OutgoingMessage

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
