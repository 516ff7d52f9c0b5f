"""Contents are sealed by pieces: none can be altered, left out, moved or cut off."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.crypto.fields import DecryptionFailed
from gongkai.files.sealing import PIECE, new_file_key, seal, sealed_size, unseal

_SEALED = PIECE + 16
SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 5)


async def by(content, size):
    for start in range(0, len(content), size):
        yield content[start : start + size]


def through(step, key, content, size):
    async def whole():
        return b"".join([piece async for piece in step(key, by(content, size))])

    return asyncio.run(whole())


@pytest.mark.parametrize("size", SIZES)
def test_what_is_sealed_comes_back(size):
    key, content = new_file_key(), bytes(range(256)) * (size // 256) + b"e" * (size % 256)
    sealed = through(seal, key, content, 1000)
    assert len(sealed) == sealed_size(size)
    assert through(unseal, key, sealed, 4096) == content
    assert content[:64] not in sealed or size < 8


@given(st.binary(max_size=2000), st.integers(1, 700), st.integers(1, 700))
def test_how_it_arrives_does_not_matter(content, one, other):
    key = new_file_key()
    assert through(unseal, key, through(seal, key, content, one), other) == content


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sealed: sealed[:-1],
        lambda sealed: sealed[:_SEALED],
        lambda sealed: sealed[_SEALED:],
        lambda sealed: sealed + b"x",
        lambda sealed: b"",
        lambda sealed: sealed[_SEALED : 2 * _SEALED] + sealed[:_SEALED] + sealed[2 * _SEALED :],
        lambda sealed: sealed[:_SEALED] + sealed[:_SEALED] + sealed[_SEALED:],
        lambda sealed: bytes([sealed[0] ^ 1]) + sealed[1:],
    ],
)
def test_whatever_is_spoilt_is_noticed(spoil):
    key = new_file_key()
    sealed = through(seal, key, b"a" * (2 * PIECE + 9), PIECE)
    with pytest.raises(DecryptionFailed):
        through(unseal, key, spoil(sealed), PIECE)


def test_another_key_opens_nothing():
    sealed = through(seal, new_file_key(), b"a", 1)
    with pytest.raises(DecryptionFailed):
        through(unseal, new_file_key(), sealed, 9)
