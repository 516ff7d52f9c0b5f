"""Encryption of single fields, and search by blind index (architecture 9).

A ciphertext is `version (1) | length of key id (1) | key id | nonce (12) | AES-256-GCM output`. It
is bound to its table, column and row: copied elsewhere, it does not decrypt. The version byte
leaves room for SM4-GCM.
"""

import re
import secrets
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongkai.crypto.keys import KEY_BYTES, framed, keyed_digest, parse_key

_VERSION = 1
_NONCE_BYTES = 12
_TAG_BYTES = 16
_KEY_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class DecryptionFailed(Exception):  # noqa: N818 - what happened, as the log will say it
    """A stored field does not decrypt: unknown key, altered bytes, or another row's value."""


class KeyRing:
    """The keys of the encrypted fields, one of them active.

    New values use the active key; old ones are read with the key that they name. Rotation adds a
    key and makes it active. With random nonces one key is good for 2**32 values.
    """

    def __init__(self, keys: Mapping[str, bytes], active: str) -> None:
        if active not in keys:
            raise ValueError("the active key id names none of the keys")
        for key_id, key in keys.items():
            if _KEY_ID.fullmatch(key_id) is None:
                raise ValueError("a key id is 1 to 64 letters, digits, dots, dashes, underscores")
            if len(key) != KEY_BYTES:
                raise ValueError(f"field key {key_id} is not {KEY_BYTES} bytes long")
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self._active = active

    @classmethod
    def parse(cls, keys: Mapping[str, str], active: str) -> Self:
        """The ring of base64 keys by id, as settings hold them; raises `WeakKey`."""
        return cls(
            {name: parse_key(text, f"field key {name}") for name, text in keys.items()}, active
        )

    def encrypt(self, table: str, column: str, row_id: UUID | str, plaintext: bytes) -> bytes:
        """The ciphertext of `plaintext` for this one place."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        header = _header(self._active)
        place = _place(self._active, table, column) + framed(str(row_id).encode())
        return header + nonce + self._ciphers[self._active].encrypt(nonce, plaintext, place)

    def decrypt(self, table: str, column: str, row_id: UUID | str, ciphertext: bytes) -> bytes:
        """The plaintext of this place; raises `DecryptionFailed`."""
        key_id = self.key_id(ciphertext)
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise DecryptionFailed(f"{table}.{column}: no key {key_id!r} in the ring")
        header = _header(key_id)
        nonce_end = len(header) + _NONCE_BYTES
        try:
            return cipher.decrypt(
                ciphertext[len(header) : nonce_end],
                ciphertext[nonce_end:],
                _place(key_id, table, column) + framed(str(row_id).encode()),
            )
        except InvalidTag:
            raise DecryptionFailed(f"{table}.{column}: altered, or of another row") from None

    def encrypt_text(self, table: str, column: str, row_id: UUID | str, text: str) -> bytes:
        """`encrypt` for text."""
        return self.encrypt(table, column, row_id, text.encode())

    def decrypt_text(self, table: str, column: str, row_id: UUID | str, ciphertext: bytes) -> str:
        """`decrypt` for text; raises `DecryptionFailed`."""
        return self.decrypt(table, column, row_id, ciphertext).decode()

    def is_current(self, ciphertext: bytes) -> bool:
        """Whether a value is encrypted with the active key, so that rotation may leave it."""
        return self.key_id(ciphertext) == self._active

    @staticmethod
    def key_id(ciphertext: bytes) -> str:
        """The id of the key that a value names; raises `DecryptionFailed` when it is no value."""
        length = ciphertext[1] if len(ciphertext) > 1 else 0
        least = 2 + length + _NONCE_BYTES + _TAG_BYTES
        if not length or ciphertext[0] != _VERSION or len(ciphertext) < least:
            raise DecryptionFailed("not an encrypted field of a known version")
        return ciphertext[2 : 2 + length].decode("ascii", "replace")


class BlindIndex:
    """Equality search on encrypted values by a keyed digest, separated by domain.

    The caller normalises the value first (spaces, case, country code): equal things must be equal
    texts.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"the index key is not {KEY_BYTES} bytes long")
        self._key = key
        self.subkey = lru_cache(maxsize=64)(self._subkey)

    @classmethod
    def parse(cls, key: str) -> Self:
        """The index of a base64 key, as settings hold it; raises `WeakKey`."""
        return cls(parse_key(key, "index_key"))

    def digest(self, domain: str, value: str) -> bytes:
        """32 bytes that stand for `value` within `domain` (`applicant.phone`)."""
        return keyed_digest(self._key, "gongkai-blind-index/1", domain.encode(), value.encode())

    def _subkey(self, domain: str) -> bytes:
        """The digest of nothing within `domain`: a key of that domain's own, made once."""
        return self.digest(domain, "")


@cache
def _header(key_id: str) -> bytes:
    encoded = key_id.encode()
    return bytes((_VERSION, len(encoded))) + encoded


@cache
def _place(key_id: str, table: str, column: str) -> bytes:
    """The associated data but for the row: header and place, each with its length before it."""
    return b"".join(framed(part) for part in (_header(key_id), table.encode(), column.encode()))
