"""Access codes: 128 random bits that a person can read out, kept only as a digest.

A code has so much randomness that a fast keyed digest is enough; a slow one would only let
attackers busy us.
"""

import hmac
import secrets
from base64 import b32encode
from uuid import UUID

from gongkai.crypto.keys import keyed_digest

_NOBODY = UUID(int=0)
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32: no I, L, O, U
_BITS = 128
_LETTERS = 26
_GROUP = 5
_AS_WRITTEN = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _ALPHABET.encode())
_AS_HEARD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def generate_access_code() -> str:
    """A new code, such as `2V6QK-8M0ZP-XW4TG-H7C3N-9RBSDE`."""
    # Two bits of nothing before the number and six behind it make 26 letters of five bits.
    encoded = b32encode((secrets.randbits(_BITS) << 6).to_bytes(17))
    letters = encoded[:_LETTERS].translate(_AS_WRITTEN).decode()
    groups = [letters[at : at + _GROUP] for at in range(0, _LETTERS - _GROUP - 1, _GROUP)]
    return "-".join([*groups, letters[len(groups) * _GROUP :]])


def hash_access_code(code: str, key: bytes, *, of: UUID) -> bytes:
    """32 bytes to store in place of `code`, of use for that one file only.

    Small letters, dashes, blanks and the look-alikes O, I, L do not matter. Takes any text.
    """
    heard = code.upper().translate(_AS_HEARD)
    return keyed_digest(
        key, "gongkai-access-code/2", of.bytes, heard.encode("utf-8", "surrogatepass")
    )


def access_code_matches(code: str, stored: bytes | None, key: bytes, *, of: UUID | None) -> bool:
    """Whether `code` is the one behind `stored`, in the same time whatever the answer.

    For a number that does not exist pass None twice: the work is done all the same.
    """
    digest = hash_access_code(code, key, of=of or _NOBODY)
    return hmac.compare_digest(digest, stored or bytes(len(digest))) and stored is not None
