"""From which address a request comes, past the proxies that are trusted."""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

_LONGEST = 45
"""Characters of the longest address: IPv6 that ends in IPv4."""
_KNOWN = 4096
"""Addresses of which it is remembered whether they are trusted."""
_CUSTOMER = 64
"""Bits of an IPv6 address that belong to one customer, who has all those below."""


class TrustedProxies:
    """The proxies whose `X-Forwarded-For` counts, as addresses or blocks in CIDR notation.

    Raises `ValueError` for what is neither.
    """

    def __init__(self, networks: Sequence[str] = ()) -> None:
        self._networks = [ip_network(network) for network in networks]
        self._look_up = lru_cache(maxsize=_KNOWN)(self._judge)

    def address_of(self, peer: str, forwarded: bytes | None) -> str:
        """The nearest address that is no trusted proxy's; of IPv6 the customer's block.

        `peer` is the other end of the connection, `forwarded` what the header says, each proxy
        having put before itself whom it saw. What is no address is not believed.
        """
        address, is_trusted = self._look_up(peer)
        if not is_trusted or forwarded is None:
            return address
        for hop in reversed(forwarded.decode("latin-1").split(",")):
            seen = hop.strip()
            if len(seen) > _LONGEST:
                return address
            found, is_trusted = self._look_up(seen)
            if not found:
                return address
            address = found
            if not is_trusted:
                return address
        return address

    def _judge(self, text: str) -> tuple[str, bool]:
        try:
            address = ip_address(text)
        except ValueError:
            return "", False
        if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        is_trusted = any(address in network for network in self._networks)
        if isinstance(address, IPv6Address):
            return str(ip_network((address, _CUSTOMER), strict=False)), is_trusted
        return str(address), is_trusted
