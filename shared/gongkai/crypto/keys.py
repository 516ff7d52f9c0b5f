"""Secret keys as they stand in settings, and the one keyed digest that everything here uses."""

import base64
import hmac
import string
from functools import cache

KEY_BYTES = 32
_LEAST_DISTINCT_BYTES = 16  # 32 random bytes have about 30; fewer than 16 never happens by chance
_PRINTABLE = frozenset(string.printable.encode())


class WeakKey(ValueError):  # noqa: N818 - reads as what it says of the key
    """A key is no key: of another length, not base64, or nothing that a random source gave."""


def parse_key(text: str, name: str) -> bytes:
    """The 32 bytes of a key given in base64 (`openssl rand -base64 32`).

    Raises `WeakKey`, naming the setting and never the value, for what is not base64 of 32 bytes,
    repeats few bytes (zeros, examples) or spells a pass phrase.
    """
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        raise WeakKey(f"{name} is not base64") from None
    if len(key) != KEY_BYTES:
        raise WeakKey(f"{name} must be {KEY_BYTES} bytes in base64 (openssl rand -base64 32)")
    if len(set(key)) < _LEAST_DISTINCT_BYTES or _PRINTABLE.issuperset(key):
        raise WeakKey(f"{name} is not random: make one with openssl rand -base64 32")
    return key


def keyed_digest(key: bytes, label: str, *parts: bytes) -> bytes:
    """HMAC-SHA256 over `parts` under a label: 32 bytes.

    Label and parts carry their lengths, so that no two different calls ever digest the same bytes;
    one key may therefore serve several labels.
    """
    return hmac.digest(key, _framed_label(label) + b"".join(map(framed, parts)), "sha256")


@cache
def _framed_label(label: str) -> bytes:
    return framed(label.encode())


def framed(part: bytes) -> bytes:
    """A part with its length before it (8 bytes), for joining parts unambiguously."""
    return len(part).to_bytes(8) + part
