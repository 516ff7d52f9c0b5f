"""Whether the numbers of an annual report agree with each other: rules I1–I7.

Every rule compares an expected number with a printed one; a comparison that lacks a number is
skipped. I8 (roll-up = sum of the organs' reports) needs the reports of all organs below and is
therefore no question about one report.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from requests_api.annual_reports.layout import (
    COLUMN_LABELS,
    COLUMNS,
    DOCUMENT_ROW_LABELS,
    GROUP_LABELS,
    KIND_COLUMNS,
    RESULT_COLUMNS,
    RESULT_LABELS,
    ROW_LABELS,
    TOTAL_COLUMN,
    FormatVersion,
    ReportRow,
    leaf_rows,
)


class Cell(NamedTuple):
    """The place of one number: table 2, 3 or 4, row (in table 四 the group) and column."""

    table: int
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """The numbers of one report. `narrative` holds what the text says about a cell."""

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


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison of a rule; `row` is None where the rule is about a whole column."""

    rule: str
    table: int
    column: str
    row: str | None
    expected: int | None
    printed: int | None
    message: str

    @property
    def is_made(self) -> bool:
        """Whether both numbers are there."""
        return self.expected is not None and self.printed is not None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What did not hold, and how many comparisons did."""

    violations: tuple[Comparison, ...]
    checks_passed: int


def check(report: ReportFigures, previous: ReportFigures | None = None) -> CheckResult:
    """Compare the numbers of `report` with each other and with the year before.

    Rules of 国办公开办函〔2021〕30号 and its forms: I1 and I3 per column, I2 per row of table 三,
    I4 per group of table 四, I5 and I6 against `previous`, I7 text against tables.
    """
    made = [c for c in _comparisons(report, previous) if c.is_made]
    violations = tuple(c for c in made if c.expected != c.printed)
    return CheckResult(violations, len(made) - len(violations))


def _comparisons(report: ReportFigures, previous: ReportFigures | None) -> Iterator[Comparison]:
    yield from _received_is_finished_or_carried(report)
    yield from _kinds_add_up(report)
    yield from _results_add_up(report)
    yield from _remedies_add_up(report)
    if previous is not None:
        yield from _carried_over(report, previous)
        yield from _in_force_follows(report, previous)
    yield from _narrative_agrees(report)


def _three(row: str, column: str) -> Cell:
    return Cell(3, row, column)


def _received_is_finished_or_carried(report: ReportFigures) -> Iterator[Comparison]:
    for column in COLUMNS:
        received = report.sum_of(
            _three(ReportRow.NEW, column), _three(ReportRow.CARRIED_IN, column)
        )
        left = report.sum_of(_three(ReportRow.TOTAL, column), _three(ReportRow.CARRIED_OUT, column))
        message = (
            f"表三“{COLUMN_LABELS[column]}”列：第一项加第二项为{received}，"
            f"第三项总计加第四项为{left}，两者应当相等"
        )
        yield Comparison("I1", 3, column, None, received, left, message)


def _kinds_add_up(report: ReportFigures) -> Iterator[Comparison]:
    for row in ReportRow:
        added = report.sum_of(*(_three(row, column) for column in KIND_COLUMNS))
        printed = report.cells.get(_three(row, TOTAL_COLUMN))
        message = f"表三“{ROW_LABELS[row]}”行：各类申请人合计为{added}，总计列为{printed}"
        yield Comparison("I2", 3, TOTAL_COLUMN, row.value, added, printed, message)


def _results_add_up(report: ReportFigures) -> Iterator[Comparison]:
    leaves = leaf_rows(report.format_version)
    for column in COLUMNS:
        added = report.sum_of(*(_three(row, column) for row in leaves))
        printed = report.cells.get(_three(ReportRow.TOTAL, column))
        message = (
            f"表三“{COLUMN_LABELS[column]}”列：各项办理结果合计为{added}，（七）总计为{printed}"
        )
        yield Comparison("I3", 3, column, ReportRow.TOTAL.value, added, printed, message)


def _remedies_add_up(report: ReportFigures) -> Iterator[Comparison]:
    for group, label in GROUP_LABELS.items():
        added = report.sum_of(*(Cell(4, group, column) for column in RESULT_COLUMNS))
        printed = report.cells.get(Cell(4, group, TOTAL_COLUMN))
        message = f"表四“{label}”：四种结果合计为{added}，总计为{printed}"
        yield Comparison("I4", 4, TOTAL_COLUMN, group, added, printed, message)


def _carried_over(report: ReportFigures, previous: ReportFigures) -> Iterator[Comparison]:
    for column in COLUMNS:
        before = previous.cells.get(_three(ReportRow.CARRIED_OUT, column))
        printed = report.cells.get(_three(ReportRow.CARRIED_IN, column))
        message = (
            f"表三“{COLUMN_LABELS[column]}”列：上年度报告结转下年度{before}件，"
            f"本年度报告上年结转{printed}件"
        )
        yield Comparison("I5", 3, column, ReportRow.CARRIED_IN.value, before, printed, message)


def _in_force_follows(report: ReportFigures, previous: ReportFigures) -> Iterator[Comparison]:
    for row, label in DOCUMENT_ROW_LABELS.items():
        before = previous.cells.get(Cell(2, row, "in_force"))
        issued = report.cells.get(Cell(2, row, "issued"))
        abolished = report.cells.get(Cell(2, row, "abolished"))
        printed = report.cells.get(Cell(2, row, "in_force"))
        expected = (
            None
            if before is None or issued is None or abolished is None
            else before + issued - abolished
        )
        message = (
            f"表二“{label}”：上年现行有效{before}件，本年制发{issued}件、废止{abolished}件，"
            f"现行有效应为{expected}件，报告为{printed}件"
        )
        yield Comparison("I6", 2, "in_force", row, expected, printed, message)


def _narrative_agrees(report: ReportFigures) -> Iterator[Comparison]:
    for cell, stated in report.narrative.items():
        number = report.cells.get(cell)
        message = f"{_name_of(cell)}为{number}，正文为{stated}"
        yield Comparison("I7", cell.table, cell.column, cell.row, number, stated, message)


def _name_of(cell: Cell) -> str:
    """The cell in words."""
    if cell.table == 2:  # noqa: PLR2004 - the number of a table
        return f"表二“{DOCUMENT_ROW_LABELS[cell.row]}”现行有效"
    if cell.table == 3:  # noqa: PLR2004 - the number of a table
        return f"表三“{ROW_LABELS[ReportRow(cell.row)]}”{COLUMN_LABELS[cell.column]}"
    return f"表四“{GROUP_LABELS[cell.row]}”{RESULT_LABELS[cell.column]}"
