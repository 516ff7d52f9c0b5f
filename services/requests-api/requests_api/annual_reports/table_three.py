"""Table 三 of the annual report, counted from cases.

A case is new in the year of its legal receipt, finished in the year of its reply or close, and
carried over on every 31 December between. So the table of a past year never changes because a
case was finished later, and its sums hold by construction (I1, I2, I3, I5).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from requests_api.annual_reports.figures import Cell, ReportFigures
from requests_api.annual_reports.layout import (
    KIND_COLUMNS,
    TOTAL_COLUMN,
    FormatVersion,
    ReportRow,
    leaf_rows,
    rows_of,
)
from requests_api.applicants.kinds import ApplicantKind

_OTHER_HANDLING = frozenset({ReportRow.O1, ReportRow.O2, ReportRow.O3})


@dataclass(frozen=True, slots=True)
class CaseFact:
    """What table 三 needs to know of a case, as it stands now.

    `received_on` is the legal receipt, None while receipt is not confirmed (such a case is not
    counted); `finished_on` the day of issue or close, None while open; `row` the row of its
    decision, a leaf of the form of 2021, given exactly when the case is finished.
    """

    applicant_kind: ApplicantKind
    received_on: date | None
    finished_on: date | None = None
    row: ReportRow | None = None
    number: int = 1
    """How many cases are alike in all this."""

    def __post_init__(self) -> None:
        """Refuse what would break the sums."""
        if (self.finished_on is None) != (self.row is None):
            raise ValueError("a case has a row exactly when it is finished")
        if self.row is not None and self.row not in leaf_rows(FormatVersion.V2021):
            raise ValueError(f"{self.row} is not the row of a decision")
        if self.received_on and self.finished_on and self.finished_on < self.received_on:
            raise ValueError("a case is not finished before it is received")


@dataclass(frozen=True, slots=True)
class TableThree:
    """The numbers by row and column; every row of the form and every column is there."""

    year: int
    format_version: FormatVersion
    cells: Mapping[ReportRow, Mapping[str, int]]

    def figures(self) -> ReportFigures:
        """The table as the check takes it."""
        return ReportFigures(
            self.format_version,
            {
                Cell(3, row.value, column): number
                for row, numbers in self.cells.items()
                for column, number in numbers.items()
            },
        )


def rows_of_case(fact: CaseFact, year: int) -> tuple[ReportRow, ...]:
    """The rows in which `fact` counts in the table of `year`; none when it is of other years."""
    if fact.received_on is None or fact.received_on.year > year:
        return ()
    if fact.finished_on is not None and fact.finished_on.year < year:
        return ()
    came = ReportRow.NEW if fact.received_on.year == year else ReportRow.CARRIED_IN
    if fact.row is None or fact.finished_on is None or fact.finished_on.year > year:
        return came, ReportRow.CARRIED_OUT
    return came, fact.row, ReportRow.TOTAL


def table_three(
    facts: Iterable[CaseFact], year: int, format_version: FormatVersion = FormatVersion.V2021
) -> TableThree:
    """Count the cases of `year` (〔2021〕30号; the rows of 〔2019〕60号 by `format_version`)."""
    counts: Counter[tuple[ReportRow, str]] = Counter()
    rows = rows_of(format_version)
    for fact in facts:
        for row in rows_of_case(fact, year):
            counted = ReportRow.O if row in _OTHER_HANDLING and row not in rows else row
            counts[counted, fact.applicant_kind.value] += fact.number
    cells = {row: {column: counts[row, column] for column in KIND_COLUMNS} for row in rows}
    for numbers in cells.values():
        numbers[TOTAL_COLUMN] = sum(numbers.values())
    return TableThree(year, format_version, cells)
