"""What is published already, as it is asked for and compared. Pure; `client` asks over HTTP."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol
from uuid import UUID

from gongkai.folding import folded

LONGEST_QUERY = 50
"""Characters that a search takes (contract of catalog-api's published search)."""


@dataclass(frozen=True, slots=True)
class PublishedEntry:
    """An entry that everybody can read."""

    entry_id: UUID
    title: str
    index_number: str | None


class PublishedUnavailable(Exception):  # noqa: N818 - says what holds; nobody is told an error
    """The published information cannot be searched now; work goes on without it."""


class PublishedSearch(Protocol):
    """Searches what is published."""

    async def find(self, text: str) -> list[PublishedEntry]:
        """Entries that hold ``text``, the nearest first; raises `PublishedUnavailable`."""


def query_of(title: str) -> str:
    """What is searched for: as much of a title as a search takes."""
    return title[:LONGEST_QUERY].strip()


def likeness(one: str, other: str) -> float:
    """How alike two titles are, from 0 to 1: the share of pairs of neighbouring characters that
    they have in common (Dice); width, case, blanks and brackets make no difference.
    """
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return float(folded(one) == folded(other))
    return 2 * len(first & second) / (len(first) + len(second))


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(folded(text)))
