"""What was given in a report and took no part in its check, each with its place and its reason.

A row under a misspelt key or a blank cell would otherwise be passed over without a word, and no
violation would look like an all-clear.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from requests_api.annual_reports.comparisons import NotCompared
from requests_api.annual_reports.figures import TABLE_LABELS, Unread
from requests_api.annual_reports.kinds import UnreadReason
from requests_api.annual_reports.layout import (
    COLUMN_LABELS,
    COLUMNS,
    DOCUMENT_COLUMN_LABELS,
    DOCUMENT_ROW_LABELS,
    GROUP_LABELS,
    RESULT_LABELS,
    ROW_KEYS,
    TABLE_TWO_COLUMN_LABELS,
    TABLE_TWO_ROW_LABELS,
    ReportRow,
    rows_of,
)
from requests_api.annual_reports.report_file import AnnualReportIn, NarrativeIn
from requests_api.annual_reports.report_tables import OpenTableTwoIn, PartIn, RowIn, TableTwoIn
from requests_api.annual_reports.row_labels import rows_named
from requests_api.annual_reports.table_two import holds_number, read_table_two

_NOT_SHOWN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff]")
_LONGEST_NAME = 100
_NAMED = 5
"""How many names a sentence tells."""
_SENTENCES = {
    UnreadReason.UNKNOWN_ROW: "不是本表的行，未读取",
    UnreadReason.UNKNOWN_COLUMN: "不是本表的列，未读取",
    UnreadReason.ROW_OF_OTHER_FORM: "不是本版式的行，未计入办理结果合计",
    UnreadReason.UNKNOWN_MEMBER: "不是报告的组成部分，未读取",
    UnreadReason.NOT_A_NUMBER: "不是可读的数，未读取",
    UnreadReason.LABEL_OF_ANOTHER_ROW: "与行标识（key）不符，数字按行标识核对",
    UnreadReason.BLANK: "为空白，未按0计，用到它的核对没有进行",
}
_ROW_LABELS: Mapping[int, Mapping[str, str]] = {
    2: TABLE_TWO_ROW_LABELS | {"administrative_fees_10k_yuan": "行政事业性收费（万元）"},
    3: {row.value: row.label for row in ReportRow},
    4: GROUP_LABELS,
}
_COLUMN_LABELS: Mapping[int, Mapping[str, str]] = {
    2: TABLE_TWO_COLUMN_LABELS | DOCUMENT_COLUMN_LABELS,
    3: COLUMN_LABELS,
    4: RESULT_LABELS,
}
_TABLES = {
    "table2": 2,
    "table3": 3,
    "table4": 4,
    "in_force_normative": 2,
    "reconsideration": 4,
    "litigation": 4,
}
"""Which table a member is, or repeats in words where that is not table 三."""
_LABELS = ("label", "name", "title", "项目", "名称")
"""Members in which files repeat a row's printed name."""
_OTHER = frozenset({ReportRow.O.value, ReportRow.O3.value})
"""其他 and 其他处理 are called by either name."""
_Steps = tuple[str | int, ...]


def unread_of(report: AnnualReportIn, at: _Steps = (), *, is_whole: bool = True) -> list[Unread]:
    """What of `report` was not read; `at` leads to it. Blanks are told of the whole report only:
    of the year before and of parts the comparisons that lack a number say so.
    """
    found = [*_members(report, at), *_table_two(report.table2, (*at, "table2"))]
    found += _table_three(report, (*at, "table3"))
    found += _table_four(report, (*at, "table4"))
    if report.narrative is not None:
        found += _narrative(report.narrative, (*at, "narrative"))
    return [one for one in found if is_whole or one.reason is not UnreadReason.BLANK]


def without_a_table(report: AnnualReportIn) -> Iterator[NotCompared]:
    """The numbers of the text that no table holds (fees), and that were compared with nothing."""
    if report.narrative is None:
        return
    known = {_folded(name) for name in NarrativeIn.model_fields}
    names = [
        _shown(name) or "（无法显示的名称）"
        for name, value in report.narrative.strangers().items()
        if _folded(name) not in known and holds_number(value)
    ]
    if names:
        more = f"等{len(names)}项" if len(names) > _NAMED else ""
        message = f"正文中的{'、'.join(names[:_NAMED])}{more}没有对应的表格数字，未核对"
        yield NotCompared("I7", None, None, None, message)


def _members(report: AnnualReportIn, at: _Steps) -> Iterator[Unread]:
    """Tables under a name that is nearly theirs; whatever else stands there is descriptive."""
    known = {_folded(name): name for name in (*AnnualReportIn.model_fields, "previous", "parts")}
    for name in report.strangers():
        meant = known.get(_folded(name))
        if meant is not None and name not in known.values():
            table = _TABLES.get(meant)
            yield _unread((*at, name), table, None, None, UnreadReason.UNKNOWN_MEMBER, meant)


def _table_two(table: TableTwoIn | None, at: _Steps) -> Iterator[Unread]:
    if table is None:
        return
    if isinstance(table, OpenTableTwoIn):
        for place in read_table_two(table.given()):
            if place.reason is not None:
                yield _unread((*at, *place.path), 2, place.row, place.column, place.reason)
        return
    yield from _strange_rows(table, 2, at, TableTwoIn.model_fields)
    for name in DOCUMENT_ROW_LABELS:
        if name in table.model_fields_set:
            yield from _row(getattr(table, name), 2, name, (*at, name), DOCUMENT_COLUMN_LABELS)
    for name in ("permits", "penalties", "coercion", "administrative_fees_10k_yuan"):
        if name in table.model_fields_set and getattr(table, name) is None:
            yield _unread((*at, name), 2, name, None, UnreadReason.BLANK)


def _table_three(report: AnnualReportIn, at: _Steps) -> Iterator[Unread]:
    rows = rows_of(report.form())
    for index, row in enumerate(report.table3 or ()):
        here = (*at, index)
        if row is None:
            yield _unread(here, 3, None, None, UnreadReason.BLANK)
        elif row.key not in ROW_KEYS:
            if _has_numbers(row):
                yield _unread(here, 3, row.key, None, UnreadReason.UNKNOWN_ROW, _meant(row))
        elif ReportRow(row.key) not in rows:
            yield from _label(row, here)
            if row.cells and _given(row.cells):
                yield _unread(here, 3, row.key, None, UnreadReason.ROW_OF_OTHER_FORM)
        else:
            yield from _label(row, here)
            yield from _beside_cells(row, here)
            yield from _row(row.cells, 3, row.key, (*here, "cells"), COLUMN_LABELS)


def _label(row: RowIn, at: _Steps) -> Iterator[Unread]:
    """A printed name that is another row's: one of the two is wrong, and the key was followed."""
    if row.cells is None or not _given(row.cells):
        return
    for name in _LABELS:
        label = row.strangers().get(name)
        named = rows_named(label) if isinstance(label, str) else frozenset()
        if named and row.key not in named and not {row.key, *named} <= _OTHER:
            meant = min(named) if len(named) == 1 else None
            reason = UnreadReason.LABEL_OF_ANOTHER_ROW
            yield _unread((*at, name), 3, row.key, None, reason, meant)


def _has_numbers(row: RowIn) -> bool:
    """Whether a row holds numbers; a heading (（三）不予公开) has none and is descriptive."""
    beside = [value for name, value in row.strangers().items() if _folded(name) in COLUMNS]
    cells = {} if row.cells is None else row.cells.strangers() | _given(row.cells)
    return holds_number([cells, beside])


def _beside_cells(row: RowIn, at: _Steps) -> Iterator[Unread]:
    """Numbers of columns that stand beside `cells` instead of in it."""
    for name, value in row.strangers().items():
        if _folded(name) in COLUMNS and holds_number(value):
            yield _unread((*at, name), 3, row.key, name, UnreadReason.UNKNOWN_COLUMN)


def _table_four(report: AnnualReportIn, at: _Steps) -> Iterator[Unread]:
    if report.table4 is None:
        return
    yield from _strange_rows(report.table4, 4, at, GROUP_LABELS)
    for group in GROUP_LABELS:
        if group in report.table4.model_fields_set:
            yield from _row(getattr(report.table4, group), 4, group, (*at, group), RESULT_LABELS)


def _narrative(narrative: NarrativeIn, at: _Steps) -> Iterator[Unread]:
    """Numbers of the text under a name that is nearly known; other names have no table."""
    known = {_folded(name): name for name in NarrativeIn.model_fields}
    for name, value in narrative.strangers().items():
        meant = known.get(_folded(name))
        if meant is not None and holds_number(value):
            table = _TABLES.get(meant, 3)
            yield _unread((*at, name), table, None, None, UnreadReason.UNKNOWN_MEMBER, meant)
    for name in ("reconsideration", "litigation"):
        results = getattr(narrative, name)
        if results is not None:
            yield from _strange_columns(results, 4, name, (*at, name), RESULT_LABELS)


def _row(
    row: PartIn | None, table: int, key: str, at: _Steps, columns: Mapping[str, str]
) -> Iterator[Unread]:
    """The blanks of a row, as one where it is blank all over, and its unknown columns."""
    if row is None or not _given(row):
        yield _unread(at, table, key, None, UnreadReason.BLANK)
    else:
        for column in columns:
            if getattr(row, column) is None:
                yield _unread((*at, column), table, key, column, UnreadReason.BLANK)
    if row is not None:
        yield from _strange_columns(row, table, key, at, columns)


def _strange_rows(
    part: PartIn, table: int, at: _Steps, known: Mapping[str, object]
) -> Iterator[Unread]:
    near = {_folded(one): one for one in known}
    for name, value in part.strangers().items():
        if holds_number(value):
            meant = near.get(_folded(name))
            yield _unread((*at, name), table, name, None, UnreadReason.UNKNOWN_ROW, meant)


def _strange_columns(
    row: PartIn, table: int, key: str, at: _Steps, known: Mapping[str, object]
) -> Iterator[Unread]:
    near = {_folded(one): one for one in known}
    for name, value in row.strangers().items():
        if holds_number(value):
            meant = near.get(_folded(name))
            yield _unread((*at, name), table, key, name, UnreadReason.UNKNOWN_COLUMN, meant)


def _given(part: PartIn) -> dict[str, int]:
    """The known members that have a number."""
    members = ((name, getattr(part, name)) for name in type(part).model_fields)
    return {name: number for name, number in members if number is not None}


def _meant(row: RowIn) -> str | None:
    """The row that is meant by a key that is nearly right, or by the printed label beside it."""
    key = _folded(row.key)
    if key in ROW_KEYS:
        return key
    label = row.strangers().get("label")
    named = sorted(rows_named(label) & ROW_KEYS) if isinstance(label, str) else []
    return named[0] if len(named) == 1 else None


def _folded(name: str) -> str:
    """A name without what a slip of the pen adds: case, blanks, signs, full width."""
    bare = unicodedata.normalize("NFKC", name[:_LONGEST_NAME]).casefold()
    return "".join(character for character in bare if character.isalnum())


def _unread(
    steps: _Steps,
    table: int | None,
    row: str | None,
    column: str | None,
    reason: UnreadReason,
    meant: str | None = None,
) -> Unread:
    shown = [step if isinstance(step, int) else _shown(step) for step in steps]
    if None in shown:
        # A name that cannot be written out: the pointer ends at what contains it.
        shown = shown[: shown.index(None)]
    pointer = "".join(f"/{_escaped(step)}" for step in shown)
    hint = f"；是否应为“{meant}”" if meant else ""
    row, column = row and _shown(row), column and _shown(column)
    place = "" if reason is UnreadReason.UNKNOWN_MEMBER else TABLE_LABELS.get(table or 0, "")
    if row is not None:
        place += f"“{_ROW_LABELS.get(table or 0, {}).get(row, row)}”行"
    if column is not None:
        place += f"“{_COLUMN_LABELS.get(table or 0, {}).get(column, column)}”列"
    if row is None and column is None:
        place += f"“{pointer}”"
    return Unread(pointer, table, row, column, reason, f"{place}{_SENTENCES[reason]}{hint}")


def _shown(name: str) -> str | None:
    """The name where it can stand in an answer."""
    return None if len(name) > _LONGEST_NAME or _NOT_SHOWN.search(name) else name


def _escaped(step: str | int | None) -> str:
    """One step of a JSON pointer (RFC 6901)."""
    return str(step).replace("~", "~0").replace("/", "~1")
