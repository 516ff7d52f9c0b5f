"""Long computing in pieces: all of it, in order, and no further once nobody waits."""

import pytest

from gongkai.tables.pieces import PIECE, in_pieces


class LeftError(Exception):
    """Whoever waited has left."""


@pytest.mark.parametrize("length", [0, 1, PIECE, PIECE + 1, 3 * PIECE])
async def test_everything_is_computed_in_order_with_a_look_after_each_piece(length):
    looks = []

    async def look():
        looks.append(None)

    assert await in_pieces(iter(range(length)), look) == list(range(length))
    assert len(looks) == -(-length // PIECE)


async def test_what_nobody_waits_for_is_not_computed():
    computed = []

    def rows():
        for number in range(10 * PIECE):
            computed.append(number)
            yield number

    async def look():
        if len(computed) >= 2 * PIECE:
            raise LeftError

    with pytest.raises(LeftError):
        await in_pieces(rows(), look)
    assert len(computed) == 2 * PIECE


async def test_a_fault_in_the_rows_reaches_the_caller():
    async def look():
        pass

    def rows():
        yield 1
        raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        await in_pieces(rows(), look)
