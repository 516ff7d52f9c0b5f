"""What is put on the record of a matter, and what became of it."""

from dataclasses import dataclass
from datetime import date

from gongkai.record import RecordedEvent
from requests_api.matters.settling import Standing


@dataclass(frozen=True, slots=True)
class Act:
    """An event to be put on record, with the legal day on which it counts (None: today)."""

    event: RecordedEvent
    on: date | None = None
    supersedes: int | None = None
    paper: str | None = None
    """Where the paper lies, if it was done on paper first."""
    words: str | None = None
    """What is said with it: kept sealed beside the record, which holds no words."""
    by_two: bool = False
    """Whether a past day counts only once a second person has confirmed it, whatever it moves."""


@dataclass(frozen=True, slots=True)
class Stated:
    """The day of an act, as the body of a request states it."""

    on: date
    member: str
    """Where in the body."""
    paper: str | None = None
    """As in an `Act`."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the acts that were put on record: their numbers, and how the matter stands."""

    seqs: tuple[int, ...]
    awaiting: frozenset[int]
    """Those that a second person must confirm before their day counts."""
    standing: Standing
