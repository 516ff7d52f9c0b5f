"""A circuit breaker for calls to another service: who is down is not asked by everybody. Pure."""

import time
from collections.abc import Callable

FAILURES_UNTIL_OPEN = 3
REST_SECONDS = 30.0


class Breaker:
    """After some failures in a row nobody is asked for a while; then one call tries again."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._failures = 0
        self._rests_until = float("-inf")

    def admits(self) -> bool:
        """Whether a call may go out now. The one that tries again keeps others waiting."""
        if self._failures < FAILURES_UNTIL_OPEN:
            return True
        now = self._monotonic()
        if now < self._rests_until:
            return False
        self._rests_until = now + REST_SECONDS
        return True

    def note(self, *, is_good: bool) -> None:
        """How a call ended."""
        if is_good:
            self._failures = 0
            return
        self._failures += 1
        if self._failures >= FAILURES_UNTIL_OPEN:
            self._rests_until = self._monotonic() + REST_SECONDS
