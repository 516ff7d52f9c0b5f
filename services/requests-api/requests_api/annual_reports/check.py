"""Whether the numbers of an annual report agree with each other: rules I1–I8.

Every rule compares an expected number with a printed one. A comparison that lacks a number is not
made, and said not to be: no violation is no all-clear for what nobody compared.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from requests_api.annual_reports.comparisons import Comparison, NotCompared, not_compared
from requests_api.annual_reports.figures import Cell, ReportFigures
from requests_api.annual_reports.layout import (
    COLUMN_LABELS,
    COLUMNS,
    DOCUMENT_ROW_LABELS,
    GROUP_LABELS,
    KIND_COLUMNS,
    RESULT_COLUMNS,
    TOTAL_COLUMN,
    FormatVersion,
    ReportRow,
    leaf_rows,
    rows_of,
)
from requests_api.annual_reports.roll_up import adds_up_from
from requests_api.annual_reports.table_two_rules import decisions_apart, differences_follow

LAST_YEARS = "上年度报告"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What did not hold, how many comparisons did, and what was not compared."""

    violations: tuple[Comparison, ...]
    checks_passed: int
    not_compared: tuple[NotCompared, ...]


def check(
    report: ReportFigures,
    previous: ReportFigures | None = None,
    parts: Sequence[ReportFigures] = (),
) -> CheckResult:
    """Compare the numbers of `report` with each other, with the year before and with its parts.

    Rules of 国办公开办函〔2021〕30号 and its forms: I1 and I3 per column, I2 per row of table 三,
    I4 per group of table 四, I5 and I6 against `previous`, I7 text against tables, I8 against the
    sums of `parts` (逐级汇总).
    """
    comparisons = list(_comparisons(report, previous, parts))
    made = [c for c in comparisons if c.is_made]
    violations = tuple(c for c in made if not c.holds)
    missing = not_compared(comparisons, report, has_previous=previous is not None)
    apart = tuple(decisions_apart(report))
    return CheckResult(violations, len(made) - len(violations), (*missing, *apart))


def _comparisons(
    report: ReportFigures, previous: ReportFigures | None, parts: Sequence[ReportFigures]
) -> Iterator[Comparison]:
    yield from _received_is_finished_or_carried(report)
    yield from _kinds_add_up(report)
    yield from _results_add_up(report)
    yield from _remedies_add_up(report)
    if previous is not None:
        yield from _carried_over(report, previous)
        yield from _in_force_follows(report, previous)
    yield from differences_follow(report, previous)
    yield from _narrative_agrees(report)
    yield from adds_up_from(report, parts)


def _three(row: str, column: str) -> Cell:
    return Cell(3, row, column)


def _received_is_finished_or_carried(report: ReportFigures) -> Iterator[Comparison]:
    for column in COLUMNS:
        came = (_three(ReportRow.NEW, column), _three(ReportRow.CARRIED_IN, column))
        went = (_three(ReportRow.TOTAL, column), _three(ReportRow.CARRIED_OUT, column))
        received, left = report.sum_of(*came), report.sum_of(*went)
        about = f"表三“{COLUMN_LABELS[column]}”列"
        message = f"{about}：第一项加第二项为{received}，第三项总计加第四项为{left}，两者应当相等"
        lacking = report.lacking((*came, *went))
        yield Comparison("I1", 3, column, None, received, left, message, about, lacking)


def _kinds_add_up(report: ReportFigures) -> Iterator[Comparison]:
    rows = rows_of(report.format_version)
    for row in ReportRow:
        cells = [_three(row, column) for column in COLUMNS]
        if row not in rows and not any(cell in report.cells for cell in cells):
            continue
        added = report.sum_of(*(_three(row, column) for column in KIND_COLUMNS))
        printed = report.cells.get(_three(row, TOTAL_COLUMN))
        about = f"表三“{row.label}”行"
        message = f"{about}：各类申请人合计为{added}，总计列为{printed}"
        lacking = report.lacking(cells)
        yield Comparison("I2", 3, TOTAL_COLUMN, row.value, added, printed, message, about, lacking)


def _results_add_up(report: ReportFigures) -> Iterator[Comparison]:
    leaves = leaf_rows(report.format_version)
    for column in COLUMNS:
        cells = [_three(row, column) for row in leaves]
        total = _three(ReportRow.TOTAL, column)
        added, printed = report.sum_of(*cells), report.cells.get(total)
        about = f"表三“{COLUMN_LABELS[column]}”列"
        message = f"{about}：各项办理结果合计为{added}，（七）总计为{printed}"
        lacking = report.lacking((*cells, total))
        row = ReportRow.TOTAL.value
        yield Comparison("I3", 3, column, row, added, printed, message, about, lacking)


def _remedies_add_up(report: ReportFigures) -> Iterator[Comparison]:
    for group, label in GROUP_LABELS.items():
        cells = [Cell(4, group, column) for column in RESULT_COLUMNS]
        total = Cell(4, group, TOTAL_COLUMN)
        added, printed = report.sum_of(*cells), report.cells.get(total)
        about = f"表四“{label}”"
        message = f"{about}：四种结果合计为{added}，总计为{printed}"
        lacking = report.lacking((*cells, total))
        yield Comparison("I4", 4, TOTAL_COLUMN, group, added, printed, message, about, lacking)


def _carried_over(report: ReportFigures, previous: ReportFigures) -> Iterator[Comparison]:
    for column in COLUMNS:
        out, carried_in = (
            _three(ReportRow.CARRIED_OUT, column),
            _three(ReportRow.CARRIED_IN, column),
        )
        before, printed = previous.cells.get(out), report.cells.get(carried_in)
        about = f"表三“{COLUMN_LABELS[column]}”列"
        message = f"{about}：上年度报告结转下年度{before}件，本年度报告上年结转{printed}件"
        lacking = (*previous.lacking([out], LAST_YEARS), *report.lacking([carried_in]))
        row = ReportRow.CARRIED_IN.value
        yield Comparison("I5", 3, column, row, before, printed, message, about, lacking)


def _in_force_follows(report: ReportFigures, previous: ReportFigures) -> Iterator[Comparison]:
    if report.format_version is FormatVersion.V2019:
        return
    for row, label in DOCUMENT_ROW_LABELS.items():
        in_force = Cell(2, row, "in_force")
        changes = (Cell(2, row, "issued"), Cell(2, row, "abolished"))
        before, printed = previous.cells.get(in_force), report.cells.get(in_force)
        issued, abolished = (report.cells.get(cell) for cell in changes)
        expected = (
            None
            if before is None or issued is None or abolished is None
            else before + issued - abolished
        )
        about = f"表二“{label}”"
        message = (
            f"{about}：上年现行有效{before}件，本年制发{issued}件、废止{abolished}件，"
            f"现行有效应为{expected}件，报告为{printed}件"
        )
        lacking = (*previous.lacking([in_force], LAST_YEARS), *report.lacking((*changes, in_force)))
        yield Comparison("I6", 2, "in_force", row, expected, printed, message, about, lacking)


def _narrative_agrees(report: ReportFigures) -> Iterator[Comparison]:
    for cell, stated in report.narrative.items():
        cells = report.parts_of(cell)
        number = report.sum_of(*cells)
        message = f"{cell.label}为{number}，正文为{stated}"
        lacking = report.lacking(cells)
        yield Comparison(
            "I7", cell.table, cell.column, cell.row, number, stated, message, "正文", lacking
        )
