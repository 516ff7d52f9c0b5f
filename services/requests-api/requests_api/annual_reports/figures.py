"""The numbers of one report, each under its place, and what of a report was not read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from requests_api.annual_reports.kinds import UnreadReason
from requests_api.annual_reports.layout import (
    CATEGORIES,
    COLUMN_LABELS,
    DOCUMENT_COLUMN_LABELS,
    GROUP_LABELS,
    LITIGATION,
    LITIGATION_GROUPS,
    RESULT_LABELS,
    ROW_KEYS,
    TABLE_TWO_COLUMN_LABELS,
    TABLE_TWO_ROW_LABELS,
    FormatVersion,
    ReportRow,
    rows_of_category,
)

TABLE_LABELS = {2: "表二", 3: "表三", 4: "表四"}


class Cell(NamedTuple):
    """The place of one number: table 2, 3 or 4, row (in table 四 the group) and column."""

    table: int
    row: str
    column: str

    @property
    def label(self) -> str:
        """The cell in words."""
        if self.table == 2:  # noqa: PLR2004 - the number of a table
            row = TABLE_TWO_ROW_LABELS.get(self.row, self.row)
            columns = DOCUMENT_COLUMN_LABELS | TABLE_TWO_COLUMN_LABELS
            return f"表二“{row}”{columns.get(self.column, '')}"
        if self.table == 3:  # noqa: PLR2004 - the number of a table
            row = ReportRow(self.row).label if self.row in ROW_KEYS else ""
            return f"表三“{CATEGORIES.get(self.row, row)}”{COLUMN_LABELS[self.column]}"
        return f"表四“{GROUP_LABELS.get(self.row, '行政诉讼')}”{RESULT_LABELS[self.column]}"


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """The numbers of one report. `narrative` holds what the text says about a cell, or about the
    sum of a category or of both kinds of suit.
    """

    format_version: FormatVersion
    cells: Mapping[Cell, int]
    narrative: Mapping[Cell, int] = field(default_factory=dict)

    def sum_of(self, *cells: Cell) -> int | None:
        """The sum of these cells, or None when one is missing."""
        total = 0
        for cell in cells:
            number = self.cells.get(cell)
            if number is None:
                return None
            total += number
        return total

    def lacking(self, cells: Iterable[Cell], whose: str = "") -> tuple[str, ...]:
        """Those of the cells that have no number, in words."""
        return tuple(f"{whose}{cell.label}" for cell in cells if cell not in self.cells)

    def has_table(self, table: int) -> bool:
        """Whether any number of that table is there."""
        return any(cell.table == table for cell in self.cells)

    def parts_of(self, cell: Cell) -> tuple[Cell, ...]:
        """The printed cells whose sum a number of the text is about: mostly the cell itself."""
        if cell.table == 3 and cell.row in CATEGORIES:  # noqa: PLR2004 - the number of a table
            rows = rows_of_category(cell.row, self.format_version)
            return tuple(Cell(3, row, cell.column) for row in rows)
        if cell.row == LITIGATION:
            return tuple(Cell(4, group, cell.column) for group in LITIGATION_GROUPS)
        return (cell,)


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that was given and took no part in the check; `pointer` is into the file."""

    pointer: str
    table: int | None
    row: str | None
    column: str | None
    reason: UnreadReason
    message: str
