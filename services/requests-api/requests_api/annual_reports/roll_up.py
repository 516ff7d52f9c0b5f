"""Rule I8: a report that rolls others up holds the sums of theirs (〔2021〕30号 逐级汇总)."""

from collections.abc import Iterator, Sequence

from requests_api.annual_reports.comparisons import Comparison
from requests_api.annual_reports.figures import Cell, ReportFigures
from requests_api.annual_reports.layout import (
    COLUMNS,
    GROUP_LABELS,
    RESULT_LABELS,
    FormatVersion,
    rows_of,
    rows_of_category,
)

_OTHER_HANDLING = "o"


def adds_up_from(whole: ReportFigures, parts: Sequence[ReportFigures]) -> Iterator[Comparison]:
    """Each number of `whole` against the sum of the same number in all `parts`."""
    if not parts:
        return
    everybody = (whole, *parts)
    for cell in _cells(everybody):
        sums = [_number(part, cell) for part in parts]
        known = [number for number in sums if number is not None]
        expected = sum(known) if len(known) == len(sums) else None
        printed = _number(whole, cell)
        lacking = [f"第{n}份报告的数" for n, number in enumerate(sums, 1) if number is None]
        if printed is None:
            lacking.insert(0, "汇总报告的数")
        message = f"{cell.label}：{len(parts)}份报告合计为{expected}，汇总报告为{printed}"
        yield Comparison(
            "I8",
            cell.table,
            cell.column,
            cell.row,
            expected,
            printed,
            message,
            cell.label,
            tuple(lacking),
        )


def _cells(everybody: Sequence[ReportFigures]) -> Iterator[Cell]:
    """Every place that is compared: tables 三 and 四 whole, of table 二 what anybody filled in."""
    yield from dict.fromkeys(cell for one in everybody for cell in one.cells if cell.table == 2)  # noqa: PLR2004 - the number of a table
    # Where anybody has the single row of 2019, only 其他处理 as a whole can be compared.
    is_single = any(one.format_version is not FormatVersion.V2021 for one in everybody)
    version = FormatVersion.V2019 if is_single else FormatVersion.V2021
    yield from (Cell(3, row.value, column) for row in rows_of(version) for column in COLUMNS)
    yield from (Cell(4, group, column) for group in GROUP_LABELS for column in RESULT_LABELS)


def _number(figures: ReportFigures, cell: Cell) -> int | None:
    if cell.table == 3 and cell.row == _OTHER_HANDLING:  # noqa: PLR2004 - the number of a table
        rows = rows_of_category(_OTHER_HANDLING, figures.format_version)
        return figures.sum_of(*(Cell(3, row.value, cell.column) for row in rows))
    return figures.cells.get(cell)
