"""The headings that a table may have. Offices word them differently; synonyms are data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from gongkai.characters import plain


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its English name, which is a heading too, and what offices call it."""

    name: str
    label: str
    synonyms: tuple[str, ...] = ()
    longest: int = 2_000
    """Characters that a cell may hold."""
    holds_names: bool = False
    """Whether its cells list names, several to a cell."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One format of a table: the columns that it must have and those that it may have."""

    required: tuple[Column, ...]
    optional: tuple[Column, ...]
    aside: Column | None = None
    """Columns that are no part of the format and may stand in any number, such as remarks: whoever
    reads the table is told where they are.
    """

    def column(self, heading: str) -> Column | None:
        """The column that a heading stands for in this format."""
        return _headings(self).get(_folded(heading))


@cache
def _headings(layout: Layout) -> Mapping[str, Column]:
    """Every wording that the layout knows, folded; the earlier column keeps what two claim."""
    found: dict[str, Column] = {}
    aside = () if layout.aside is None else (layout.aside,)
    for column in (*layout.required, *layout.optional, *aside):
        for wording in (column.name, column.label, *column.synonyms):
            found.setdefault(_folded(wording), column)
    return found


def _folded(wording: str) -> str:
    return plain(wording).lower()
