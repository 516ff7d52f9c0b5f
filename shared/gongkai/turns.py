"""Waiting for a turn that another gives, for a bounded time.

Of sixteen requests at once most wait twice; the scope of `asyncio.timeout` is two thirds of what
such a wait costs.
"""

import asyncio

Turn = asyncio.Future[bool]
"""Done by `give` when the turn has come, or by itself when the time was over."""


def new_turn() -> Turn:
    """A turn that has not come yet."""
    return asyncio.get_running_loop().create_future()


def give(turn: Turn) -> bool:
    """The turn has come; False where nobody waits for it any more."""
    if turn.done():
        return False
    turn.set_result(True)
    return True


async def has_come(turn: Turn, seconds: float) -> bool:
    """Wait until the turn comes; False where it does not within ``seconds``.

    Whoever is cancelled here looks at `was_given`: the turn may have come in the same moment.
    """
    over = asyncio.get_running_loop().call_later(seconds, _end, turn)
    try:
        return await turn
    finally:
        over.cancel()


def was_given(turn: Turn) -> bool:
    """Whether the turn has come."""
    return turn.done() and not turn.cancelled() and turn.result()


def _end(turn: Turn) -> None:
    if not turn.done():
        turn.set_result(False)
