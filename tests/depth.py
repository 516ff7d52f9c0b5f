"""How much to try of what is many times as long as it is wide.

`make test` gives the first of each kind everything and deals the rest out over the others, so that
every value is tried and every operation is attacked; `make test-long` (Hypothesis's profile `deep`)
gives everything to everyone.
"""

from collections.abc import Hashable, Sequence
from typing import TypeVar

from hypothesis import settings

Value = TypeVar("Value")


def is_deep() -> bool:
    """Whether time does not matter."""
    return settings.get_current_profile_name() == "deep"


class Deal:
    """Deals values out; ``share`` is the part of them that each but the first of its kind gets."""

    def __init__(self, share: int) -> None:
        self._share = share
        self._met: dict[Hashable, int] = {}

    def of(self, values: Sequence[Value], kind: Hashable) -> Sequence[Value]:
        """What the next of ``kind`` has to stand; over ``share`` of them comes everything again."""
        turn = self._met.get(kind, 0)
        self._met[kind] = turn + 1
        return values if turn == 0 or is_deep() else values[turn % self._share :: self._share]
