"""What production refuses in keys and addresses. Pure."""

import base64
import binascii
import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

_OWNERS = ("postgres",)
_OWNER_SUFFIX = "_owner"
_PLAIN = frozenset({"http", "redis", "tcp"})


def fault_of_secrets(secrets: Mapping[str, str]) -> str | None:
    """Two purposes that share a key, so that who learns one knows both; None where none do.

    Keys are compared as bytes: base64 has several spellings of one key.
    """
    seen: dict[bytes, str] = {}
    for name, secret in secrets.items():
        other = seen.setdefault(_bytes(secret), name)
        if other != name:
            return f"the same key for {other} and {name}"
    return None


def fault_of_addresses(addresses: Mapping[str, str], *, plaintext: bool) -> str | None:
    """The owner of the tables as a service's database user, or an address without TLS beyond this
    machine that nobody allowed (``plaintext``).
    """
    for name, address in addresses.items():
        parts = urlsplit(address)
        user = parts.username or ""
        if name == "database_url" and (user in _OWNERS or user.endswith(_OWNER_SUFFIX)):
            return f"the owner of the tables as user of {name}: only migrations use it"
        if not plaintext and parts.scheme in _PLAIN and not _is_here(parts.hostname or ""):
            return f"{name} without TLS beyond this machine, unless allow_plaintext says so"
    return None


def _bytes(secret: str) -> bytes:
    try:
        return base64.b64decode(secret, validate=True)
    except binascii.Error:
        return secret.encode()


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
