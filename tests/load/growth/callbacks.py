"""How long the event loop is kept by one callback: what lies between two awaits.

Counted in time of the processor by this thread, which neither a busy machine nor a slow database
moves.
"""

import asyncio.events
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Longest:
    """The longest of the callbacks meanwhile."""

    seconds: float = 0.0
    what: str = ""


@contextmanager
def watching() -> Iterator[Longest]:
    """Watch every callback of this thread's event loop."""
    longest, run = Longest(), asyncio.events.Handle._run

    def watched(handle):
        began = time.thread_time()
        try:
            return run(handle)
        finally:
            took = time.thread_time() - began
            if took > longest.seconds:
                longest.seconds, longest.what = took, repr(handle)[:300]

    asyncio.events.Handle._run = watched
    try:
        yield longest
    finally:
        asyncio.events.Handle._run = run
