"""When work that failed is tried again. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random


@dataclass(frozen=True, slots=True)
class Backoff:
    """The pauses between the attempts; after the last of them work is given up.

    `jitter` is the part of a pause by which it may be longer, never shorter: what failed together
    (a server was away) does not come back together.
    """

    pauses: tuple[timedelta, ...]
    jitter: float = 0.2

    def __post_init__(self) -> None:
        if any(pause < timedelta(0) for pause in self.pauses):
            raise ValueError("a pause is not shorter than nothing")
        if not 0 <= self.jitter <= 1:
            raise ValueError("jitter is a part: 0 to 1")

    @property
    def max_attempts(self) -> int:
        """How often work is tried before it is given up."""
        return len(self.pauses) + 1

    def next_attempt(self, attempts: int, now: datetime, random: Random) -> datetime | None:
        """When to try again after `attempts` failures; None when it is given up."""
        if attempts >= self.max_attempts:
            return None
        return now + self.pauses[attempts - 1] * (1 + self.jitter * random.random())
