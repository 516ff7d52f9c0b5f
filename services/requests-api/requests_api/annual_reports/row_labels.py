"""Which row of table 三 a printed label means, however an office shortens and numbers it. Pure."""

import re
import unicodedata
from collections.abc import Mapping

from requests_api.annual_reports.layout import CATEGORIES, ReportRow

_NUMBERS = re.compile(r"^[一二三四五六七八九十0-9()、.\s]+(?=.)")
_REMARKS = re.compile(r"(?<=.)\([^()]*\)")
_SHORTEST = 4
"""Characters from which a beginning stands for the whole: 本年新收, 部分公开."""
_LONGEST = 200


def rows_named(label: str) -> frozenset[str]:
    """The keys of the rows, or letters of the categories, whose printed name this is; none for
    words that are no name of a row.
    """
    name = _core(label)
    return frozenset(
        key
        for key, full in _NAMES.items()
        if name == full or _begins(full, name) or _begins(name, full)
    )


def _core(label: str) -> str:
    """A label without its numbers, remarks in brackets and signs."""
    folded = unicodedata.normalize("NFKC", label[:_LONGEST])
    bare = _REMARKS.sub("", _NUMBERS.sub("", folded))
    return "".join(character for character in bare if character.isalnum())


def _begins(whole: str, with_: str) -> bool:
    return len(with_) >= _SHORTEST and whole.startswith(with_)


_NAMES: Mapping[str, str] = {
    **{row.value: _core(row.label) for row in ReportRow},
    **{letter: _core(label) for letter, label in CATEGORIES.items() if letter != ReportRow.O},
}
