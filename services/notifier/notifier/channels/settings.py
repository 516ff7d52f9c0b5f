"""Every channel of a worker, made from its settings; a new one is a line in each of the two."""

from collections.abc import Mapping
from typing import Any

from notifier.channels.addresses import ChannelCode
from notifier.channels.channel import Channel
from notifier.channels.email.channel import SmtpChannel
from notifier.channels.email.settings import EmailSettings


class ChannelSettings(EmailSettings):
    """The settings of every channel."""


def open_channels(settings: ChannelSettings) -> Mapping[ChannelCode, Channel[Any]]:
    """The channels by which messages go out."""
    return {ChannelCode.EMAIL: SmtpChannel.of(settings)}
