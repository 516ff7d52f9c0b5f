"""Groups: kinds of units (各街办, 市、县区政府各有关部门) told by patterns that are data."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

END = r"(?=等?(?:[、,;。]|$)|以及|及(?!其)|和)"
"""A reference ends before a separator, before 等 at the end of a list, and before "and"."""


@dataclass(frozen=True, slots=True)
class Group:
    """`pattern` is a regular expression over a whole reference, half-width, without space."""

    code: str
    label: str
    pattern: str


class GroupPatterns:
    """Recognises groups; the longest match wins, then the first pattern."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._groups = [
            (group.code, re.compile(f"(?:{group.pattern}){END}"), re.compile(group.pattern))
            for group in groups
        ]

    def find_at(self, text: str, start: int) -> tuple[str, int] | None:
        """Code and end of the longest reference to a group that begins at `start`."""
        best: tuple[str, int] | None = None
        for code, ending, _ in self._groups:
            found = ending.match(text, start)
            if found and found.end() > (best[1] if best else start):
                best = code, found.end()
        return best

    def find(self, name: str) -> str | None:
        """The code of the group that is meant by the whole of `name`, or None."""
        return next((code for code, _, whole in self._groups if whole.fullmatch(name)), None)
