"""Numbers as people write them: groups of digits with blanks or dashes between. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

_GROUP = re.compile(r"[0-9]+")
_GAP = re.compile(r"(?:[^\S\n]|[\u200b-\u200d\u2060\ufeff\-_‐-―−]){1,3}")
_DAY, _OUR_TIME = 8, range(1900, 2100)
_LONGEST = 19
"""Digits of the longest number that is looked for, a bank card's."""


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it stands in a text: neighbouring groups taken together."""

    digits: str
    start: int
    end: int
    groups: tuple[int, ...]
    """How many digits each group has."""
    last: int
    """Position of its last group among the groups of the text."""

    @property
    def is_spelled(self) -> bool:
        """Whether every digit stands alone, so that the grouping says nothing."""
        return len(self.groups) > 1 and set(self.groups) == {1}


class Groups:
    """The groups of digits of a text, and which of them may belong together."""

    def __init__(self, text: str) -> None:
        self.spans = [match.span() for match in _GROUP.finditer(text)]
        self._text = text
        self._joined = [
            _GAP.fullmatch(text, end, start) is not None
            for (_, end), (start, _) in pairwise(self.spans)
        ]

    def numbers_from(self, first: int) -> Iterator[Written]:
        """The numbers that begin with a group, the longest first; at most 19 digits each."""
        found: list[Written] = []
        parts: list[str] = []
        length, start = 0, self.spans[first][0]
        for at in range(first, len(self.spans)):
            begin, end = self.spans[at]
            length += end - begin
            if length > _LONGEST or (at > first and not self._joined[at - 1]):
                break
            parts.append(self._text[begin:end])
            sizes = tuple(map(len, parts))
            found.append(Written("".join(parts), start, end, sizes, at))
        return reversed(found)


def is_day(digits: str) -> bool:
    """Whether eight digits are a day of our time (20251126) rather than part of a number."""
    if len(digits) != _DAY or not digits.isdigit():
        return False
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return day.year in _OUR_TIME
