"""Encryption of a file's content by pieces: the STREAM construction, as `age` has it.

Each file has a random key of its own, which stands encrypted in its row. A piece has 64 KiB and a
tag; its nonce is its number and whether it is the last one, so no piece can be left out, moved,
repeated or cut off at the end. Nonces never repeat under one key, because the key is used once
(Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption, 2015).
"""

import secrets
from collections.abc import AsyncIterable, AsyncIterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongkai.crypto.fields import DecryptionFailed
from gongkai.crypto.keys import KEY_BYTES

PIECE = 64 * 1024
_TAG = 16
_FORMAT = b"gongkai-file/1"
"""Associated data of every piece, so that another format's are none of ours."""


def new_file_key() -> bytes:
    """A key for one file."""
    return secrets.token_bytes(KEY_BYTES)


def sealed_size(size: int) -> int:
    """How many bytes a content of ``size`` has in the store."""
    return size + _TAG * max(1, -(-size // PIECE))


async def seal(key: bytes, content: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """The ciphertext of ``content``, by pieces. A key seals one content and never another."""
    cipher = AESGCM(key)
    async for number, piece, is_last in _numbered(content, PIECE):
        yield cipher.encrypt(_nonce(number, is_last), piece, _FORMAT)


async def unseal(key: bytes, sealed: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """The content; raises `DecryptionFailed` at the first piece that was altered or is missing."""
    cipher = AESGCM(key)
    async for number, piece, is_last in _numbered(sealed, PIECE + _TAG):
        try:
            yield cipher.decrypt(_nonce(number, is_last), piece, _FORMAT)
        except InvalidTag:
            raise DecryptionFailed("a file's content was altered or cut off") from None


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11) + (b"\x01" if is_last else b"\x00")


async def _numbered(
    chunks: AsyncIterable[bytes], size: int
) -> AsyncIterator[tuple[int, bytes, bool]]:
    """Pieces of ``size``, the last one shorter or of that size, each with its number."""
    number, held = 0, bytearray()
    async for chunk in chunks:
        held += chunk
        while len(held) > size:
            yield number, bytes(held[:size]), False
            del held[:size]
            number += 1
    yield number, bytes(held), True
