"""The channels, and how an address of each is written, kept and shown.

A channel adds its code, and the member by which an address is stated and shown masked.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from gongkai.codes import LabelledEnum
from gongkai.http.contacts import MailAddress
from gongkai.http.schemas import In, Out


class ChannelCode(LabelledEnum):
    """How a message leaves the platform; each has a member of its name in the two models below."""

    EMAIL = "email", "电子邮件"


def masked_email(email: str) -> str:
    """The first character and the domain: z***@example.gov.cn."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}***@{domain}"


_MASKS: Mapping[ChannelCode, Callable[[str], str]] = MappingProxyType(
    {ChannelCode.EMAIL: masked_email}
)


class AddressesIn(In):
    """Where somebody is reached, one member for each channel; what is not stated is removed."""

    email: MailAddress | None = None
    """Address of the office mail."""

    @property
    def addresses(self) -> dict[ChannelCode, str]:
        """The addresses that are stated, by channel."""
        stated = {channel: getattr(self, channel.value) for channel in ChannelCode}
        return {channel: address for channel, address in stated.items() if address is not None}


class AddressesOut(Out):
    """Where somebody is reached, masked, one member for each channel."""

    email: str | None
    """Address of the office mail, masked: `z***@example.gov.cn`."""


SHOWN = {"email": "s***@office.example"}
"""An example of the members of `AddressesOut`."""


def masked(addresses: Mapping[ChannelCode, str]) -> dict[str, str | None]:
    """The members of `AddressesOut`."""
    return {
        channel.value: _MASKS[channel](addresses[channel]) if channel in addresses else None
        for channel in ChannelCode
    }
