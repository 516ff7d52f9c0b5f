"""Waiting for a condition: the one place where a test lets time pass."""

import asyncio
import contextlib
import threading
import time

_PAUSE = 0.05


def until(condition, what="the condition holds", seconds=60):
    """What `condition` gives as soon as it is truthy; fails with `what` after `seconds`."""
    pause, end = threading.Event(), time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, f"{what}: not within {seconds} seconds"
        pause.wait(_PAUSE)
    return found


async def until_async(condition, what="the condition holds", seconds=60):
    """As `until`, for a condition that is awaited."""
    pause, end = asyncio.Event(), time.monotonic() + seconds
    while not (found := await condition()):
        assert time.monotonic() < end, f"{what}: not within {seconds} seconds"
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(pause.wait(), _PAUSE)
    return found
