"""Groups: kinds of units (各街办, 市、县区政府各有关部门) told by patterns that are data."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from catalog_api.unit_references.roles import BEHIND

SEPARATORS = "、,;。/|:+&"
AND = "以及|及(?!其)|和|与|或|暨|会同|联合"
OTHERS = (
    f"(?<![中高初平同对优])等[^{SEPARATORS}()等]{{0,20}}?"
    "(?:部门|单位|机构|机关|企业|学校|组织|乡镇|街道|地方|科室|方面|行业){1,4}"
    f"(?:[、和及](?:有关|相关)?(?:部门|单位|机构|企业)){{0,3}}(?=[{SEPARATORS}(]|$|{AND}|{BEHIND})"
    f"|(?<![中高初平同对优])等(?=[{SEPARATORS}(]|$|{BEHIND})"
)
"""And others, who are not named: 等, 等有关部门, 等5个单位."""
END = f"(?=[{SEPARATORS}(\\[【〔]|$|{OTHERS}|{AND}|{BEHIND})"
"""A reference ends before a separator, a bracket, 等 at the end of a list, "and", and a role."""


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

    def find_at(self, text: str, start: int, stop: int | None = None) -> tuple[str, int] | None:
        """Code and end of the longest reference to a group that begins at `start`."""
        end = len(text) if stop is None else stop
        best: tuple[str, int] | None = None
        for code, ending, _ in self._groups:
            found = ending.match(text, start, end)
            if found and found.end() > (best[1] if best else start):
                best = code, found.end()
        return best

    def find(self, name: str) -> str | None:
        """The code of the group that is meant by the whole of `name`, or None."""
        return next((code for code, _, whole in self._groups if whole.fullmatch(name)), None)
