"""A row of a list and the names in it as they are stored. Pure."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from catalog_api.lists.kinds import UnitKind, UnitRole

Cells = dict[UnitRole, str]
Number = tuple[int, int]
"""Number of a row in its list, and which of the rows of that number."""


@dataclass(frozen=True, slots=True)
class UnitContent:
    """One name in a cell and what it means."""

    role: UnitRole
    position: int
    text: str
    kind: UnitKind
    organ_id: UUID | None
    group_code: str | None
    annex_list_id: UUID | None


@dataclass(frozen=True, slots=True)
class RowContent:
    """A row as it is stored; `columns` by the names of the table, `units` beside it."""

    seq: int
    part: int
    columns: dict[str, Any]
    cells: Cells
    units: tuple[UnitContent, ...]

    @property
    def number(self) -> Number:
        """By what the row is known."""
        return self.seq, self.part
