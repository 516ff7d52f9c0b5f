"""A fingerprint of texts by which near duplicates are near: a keyed 64-bit simhash. Pure.

What it reveals and what not: ADR 0030. Charikar (2002): every shingle votes on every bit; texts
that share most of their shingles differ in few bits.
"""

from hashlib import blake2b

from gongkai.crypto.fields import BlindIndex
from gongkai.folding import folded

BITS = 64
_BYTES = BITS // 8
_SHINGLE = 3
"""Characters that vote together: Chinese words have two or three."""
_LANE = 32
"""Bits in which the votes on one bit are counted; a text has fewer shingles than that."""
_LANES = [sum((byte >> bit & 1) << bit * _LANE for bit in range(8)) for byte in range(1 << 8)]
"""The votes of a byte, each in a lane of its own, so that adding adds eight of them."""
_EACH = _LANES[-1]
_FIRST = _EACH << _LANE - 1
_DIGITS = bytes.maketrans(b"\x00\x80", b"01")


def text_simhash(indexes: BlindIndex, *texts: str) -> int | None:
    """The fingerprint of texts taken together, as a signed 64-bit number; None for no text.

    Width, case, blanks and brackets make no difference. Without the key of ``indexes`` nobody can
    compute one, or tell which words it stands for.
    """
    text = folded("\n".join(texts))
    if not text:
        return None
    key = indexes.subkey("matter.text_simhash")
    last = max(len(text) - _SHINGLE, 0)
    shingles = {text[at : at + _SHINGLE] for at in range(last + 1)}
    hashed = b"".join(
        blake2b(shingle.encode(), digest_size=_BYTES, key=key).digest() for shingle in shingles
    )
    # With this in each lane, the first bit of a lane says whether more than half have voted for it.
    rest = _EACH * ((1 << _LANE - 1) - 1 - len(shingles) // 2)
    carried = b"".join(
        (sum(map(_LANES.__getitem__, hashed[place::_BYTES])) + rest & _FIRST).to_bytes(_LANE)
        for place in reversed(range(_BYTES))
    )
    fingerprint = int(carried[:: _LANE // 8].translate(_DIGITS), 2)
    return fingerprint - (1 << BITS) if fingerprint >> BITS - 1 else fingerprint
