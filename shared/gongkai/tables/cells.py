"""Cells as office software reads and writes them. Pure."""

import re
from datetime import date, datetime, time

from gongkai.characters import plain

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""How a text begins that office software would compute, or that looks as if it was guarded."""
_MOST_DIGITS = 15
"""Digits of a number that a spreadsheet keeps; of a longer one the last are zeros."""


class UnreadableCell(str):
    """A cell whose text cannot be trusted: refused in a row, and blank where only shown."""

    __slots__ = ("code", "en", "zh")

    def __new__(cls, code: str, zh: str, en: str) -> "UnreadableCell":
        """``zh`` and ``en`` go on after the name of the column."""
        cell = super().__new__(cls, "")
        cell.code, cell.zh, cell.en = code, zh, en
        return cell

    code: str
    zh: str
    en: str


FORMULA = UnreadableCell(
    "formula", "是公式，请改为数值后再导入", "is a formula; paste it as a value first"
)
ERROR = UnreadableCell("cell_error", "是错误值", "is an error value")
MERGED = UnreadableCell(
    "merged_cell",
    "与其他单元格合并，请取消合并并逐行填写",
    "is merged with other cells; unmerge it",
)
IMPRECISE = UnreadableCell(
    "number_imprecise",
    f"是超过{_MOST_DIGITS}位的数字，末位已被电子表格改动，请设为文本格式后重新填写",
    f"is a number of more than {_MOST_DIGITS} digits, of which the spreadsheet changed the last; "
    "format it as text and enter it anew",
)


def has_content(cell: str) -> bool:
    """Whether something stands in the cell: a formula too, and not what a merged range covers."""
    return bool(plain(cell)) or (isinstance(cell, UnreadableCell) and cell is not MERGED)


def guarded(text: str) -> str:
    """The text for a cell, so that no spreadsheet takes it for a formula; see `unguarded`."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given; every other text is itself."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def text_of(value: object) -> str:
    """A value of a spreadsheet as text: dates as 2026-01-05, whole numbers without a fraction."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _number(value: float) -> str:
    if abs(value) >= 10**_MOST_DIGITS:
        return IMPRECISE
    is_whole = isinstance(value, int) or value.is_integer()
    return str(int(value)) if is_whole else repr(value)
