"""Table 二 of 国办公开办函〔2019〕60号: an open object, read by the printed names of its rows.

Offices fill it with numbers or with words (增10, 减3, 8项). Its columns for documents are
本年新制作, 本年新公开, 对外公开总数量, those for matters 上一年项目数量, 本年增/减, 处理决定数量.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from requests_api.annual_reports.figures import Cell
from requests_api.annual_reports.kinds import UnreadReason

DOCUMENTS = ("rules", "normative_documents")
MATTERS = ("permits", "other_services", "penalties", "coercion", "administrative_fees")
_OF_DOCUMENTS = ("made", "published", "public_total")
_OF_MATTERS = ("last_year", "change", "decisions")
COLUMNS_OF: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(DOCUMENTS, _OF_DOCUMENTS),
    **dict.fromkeys(MATTERS, _OF_MATTERS),
    "administrative_fees": _OF_MATTERS[:2],
    "procurement": ("count", "amount"),
}
"""The columns of each row, in printed order."""

_ROWS = {
    "规章": "rules",
    "规范性文件": "normative_documents",
    "行政规范性文件": "normative_documents",
    "行政许可": "permits",
    "其他对外管理服务事项": "other_services",
    "行政处罚": "penalties",
    "行政强制": "coercion",
    "行政强制措施": "coercion",
    "行政事业性收费": "administrative_fees",
    "政府集中采购": "procurement",
    "集中采购": "procurement",
    **{row: row for row in COLUMNS_OF},
}
_COLUMNS = (
    ("新制作", "made"),
    ("新公开", "published"),
    ("公开总", "public_total"),
    ("上一年", "last_year"),
    ("上年", "last_year"),
    ("增", "change"),
    ("处理决定", "decisions"),
    ("金额", "amount"),
    ("项目数量", "count"),
)
_ASIDE = re.compile(r"\([^()]*\)|\s+")
_EMPTY = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "空", "不适用"})
_UNCHANGED = frozenset({"持平", "不变", "无变化", "无增减"})
_NUMBER = re.compile(
    r"(?P<sign>[+\-−]|净?增加?|新增|净?减少?)?(?P<digits>\d{1,9}|\d{1,3}(?:,\d{3}){1,2})[件项个条宗起部]?",
    re.ASCII,
)
_LIKE_A_NUMBER = re.compile(r"\D{0,4}\d[\d,.]*\D{0,4}")
_LONGEST_NUMBER = 40
_LESS = ("-", "−", "减", "净减", "减少", "净减少")
_MOST = 2**31 - 1
_DEPTH = 3
"""Rows may stand below their article (第二十条第（五）项)."""


class Place(NamedTuple):
    """A number of the table, or what stands in its place."""

    path: tuple[str | int, ...]
    """The names that lead to it from the table."""
    row: str | None
    column: str | None
    value: int | None
    reason: UnreadReason | None
    """None where the number was read."""

    @property
    def cell(self) -> Cell:
        """Its cell; only for what has row and column."""
        return Cell(2, self.row or "", self.column or "")


def read_table_two(
    given: Mapping[str, object], path: tuple[str | int, ...] = ()
) -> Iterator[Place]:
    """Everything in the table: what was read with its number, the rest with its reason."""
    for name, value in given.items():
        row = _ROWS.get(_bare(name))
        here = (*path, name)
        if row is not None:
            yield from _read_row(row, value, here)
        elif isinstance(value, dict) and len(path) < _DEPTH:
            yield from read_table_two(value, here)
        elif holds_number(value):
            yield Place(here, None, None, None, UnreadReason.UNKNOWN_ROW)


def holds_number(value: object, depth: int = _DEPTH) -> bool:
    """Whether somebody wrote a number there, so that passing over it must be said."""
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return True
    if isinstance(value, str):
        return len(value) < _LONGEST_NUMBER and bool(_LIKE_A_NUMBER.fullmatch(value))
    if depth == 0:
        return False
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(holds_number(item, depth - 1) for item in inner)


def _bare(name: str) -> str:
    """A printed name without blanks and without what stands in brackets."""
    return _ASIDE.sub("", unicodedata.normalize("NFKC", name[:200]))


def _read_row(row: str, value: object, path: tuple[str | int, ...]) -> Iterator[Place]:
    columns = COLUMNS_OF[row]
    if isinstance(value, list):
        for index, item in enumerate(value[:100]):
            column = columns[index] if index < len(columns) else None
            yield _read_cell(row, column, item, (*path, index))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield _read_cell(row, _column_of(name, columns), item, (*path, name))
    elif value is None:
        yield Place(path, row, None, None, UnreadReason.BLANK)
    else:
        yield Place(path, row, None, None, UnreadReason.NOT_A_NUMBER)


def _column_of(name: str, columns: tuple[str, ...]) -> str | None:
    bare = _bare(name)
    if bare in columns:
        return bare
    return next((c for part, c in _COLUMNS if part in bare and c in columns), None)


def _read_cell(row: str, column: str | None, item: object, path: tuple[str | int, ...]) -> Place:
    if column is None:
        is_said = holds_number(item)
        unknown = UnreadReason.UNKNOWN_COLUMN if is_said else UnreadReason.BLANK
        return Place(path, row, None, None, unknown)
    if item is None or (isinstance(item, str) and _bare(item) in _EMPTY):
        return Place(path, row, column, None, UnreadReason.BLANK)
    if column == "amount":
        # An amount in 元 or 万元: printed, never compared.
        return Place(path, row, column, None, None)
    number = _number(item, is_change=column == "change")
    reason = UnreadReason.NOT_A_NUMBER if number is None else None
    return Place(path, row, column, number, reason)


def _number(item: object, *, is_change: bool) -> int | None:
    """The whole number that was written; None where it is none. Only a change has a sign."""
    number: int | None = None
    if isinstance(item, int) and not isinstance(item, bool):
        number = item
    elif isinstance(item, str):
        bare = _bare(item)
        written = _NUMBER.fullmatch(bare)
        if written and (is_change or not written["sign"]):
            number = int(written["digits"].replace(",", ""))
            number = -number if written["sign"] in _LESS else number
        elif is_change and bare in _UNCHANGED:
            number = 0
    if number is None or not -_MOST <= number <= _MOST or (number < 0 and not is_change):
        return None
    return number
