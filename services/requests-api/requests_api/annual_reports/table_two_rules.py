"""Rule I6 in the form of 2019: what its columns say of the year before, and of each other.

Sure are: the matters of last year follow from the report of that year; no more is public than was
public last year and became so this year; what became public this year is public. Nothing follows
about 处理决定数量: published reports have 8 matters, 5 more, and 93 decisions.
"""

from collections.abc import Iterator

from requests_api.annual_reports.comparisons import Comparison, NotCompared
from requests_api.annual_reports.figures import Cell, ReportFigures
from requests_api.annual_reports.layout import TABLE_TWO_ROW_LABELS, FormatVersion
from requests_api.annual_reports.table_two import DOCUMENTS, MATTERS


def differences_follow(
    report: ReportFigures, previous: ReportFigures | None
) -> Iterator[Comparison]:
    """The comparisons of a table 二 of 2019; none for other forms."""
    if report.format_version is not FormatVersion.V2019:
        return
    for row in DOCUMENTS:
        yield from _public_documents(report, previous, row)
    for row in MATTERS:
        yield from _matters(report, previous, row)


def _public_documents(
    report: ReportFigures, previous: ReportFigures | None, row: str
) -> Iterator[Comparison]:
    published, total = Cell(2, row, "published"), Cell(2, row, "public_total")
    new, printed = report.cells.get(published), report.cells.get(total)
    about = f"表二“{TABLE_TWO_ROW_LABELS[row]}”"
    lacking = report.lacking((published, total))
    message = f"{about}：本年新公开{new}件，对外公开总数量{printed}件，总数量不应少于本年新公开"
    yield Comparison(
        "I6", 2, total.column, row, new, printed, message, about, lacking, is_least=True
    )
    if previous is None:
        return
    before = previous.cells.get(total)
    most = None if before is None or new is None else before + new
    lacking = (*previous.lacking([total], "上年度报告"), *lacking)
    message = (
        f"{about}：上年度报告对外公开总数量{before}件，本年新公开{new}件，"
        f"对外公开总数量不应多于{most}件，报告为{printed}件"
    )
    yield Comparison(
        "I6", 2, total.column, row, most, printed, message, about, lacking, is_most=True
    )


def _matters(
    report: ReportFigures, previous: ReportFigures | None, row: str
) -> Iterator[Comparison]:
    base, change = Cell(2, row, "last_year"), Cell(2, row, "change")
    last_year, moved = report.cells.get(base), report.cells.get(change)
    about = f"表二“{TABLE_TWO_ROW_LABELS[row]}”"
    least = None if last_year is None else -last_year
    message = f"{about}：上一年项目数量{last_year}项，本年增减{moved}项，减少的不应多于上一年的"
    lacking = report.lacking((base, change))
    yield Comparison(
        "I6", 2, change.column, row, least, moved, message, about, lacking, is_least=True
    )
    if previous is None:
        return
    expected = previous.sum_of(base, change)
    lacking = (*previous.lacking((base, change), "上年度报告"), *report.lacking([base]))
    message = (
        f"{about}：按上年度报告的项目数量和增减，上一年项目数量应为{expected}项，"
        f"报告为{last_year}项"
    )
    yield Comparison("I6", 2, base.column, row, expected, last_year, message, about, lacking)


def decisions_apart(report: ReportFigures) -> Iterator[NotCompared]:
    """Say where 处理决定数量 is not what the number of matters would be, as some offices write."""
    for row in MATTERS:
        columns = ("last_year", "change", "decisions")
        base, change, decisions = (report.cells.get(Cell(2, row, column)) for column in columns)
        if base is None or change is None or decisions in (None, base + change):
            continue
        message = (
            f"表二“{TABLE_TWO_ROW_LABELS[row]}”：处理决定数量{decisions}是当年办件量，不与项目数量核对；"
            f"如所填的是项目数量，按上一年{base}项和本年增减{change}项应为{base + change}项"
        )
        yield NotCompared("I6", 2, row, "decisions", message)
