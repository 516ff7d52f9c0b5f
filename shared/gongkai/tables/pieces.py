"""Long computing over many rows, in pieces that can be given up between two of them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
PIECE = 200
"""Rows of one piece: some hundredths of a second."""


async def in_pieces(items: Iterator[T], between: Callable[[], Awaitable[None]]) -> list[T]:
    """Everything that ``items`` computes, in a thread, while the event loop serves others.

    ``between`` is awaited after each piece and raises where nobody waits for the rest any more.
    """
    found: list[T] = []
    while piece := await asyncio.to_thread(list, islice(items, PIECE)):
        found += piece
        await between()
    return found
