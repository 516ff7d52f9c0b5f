"""XLSX files: the first sheet that is shown, read as it streams; nothing computed is trusted."""

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, TypeVar

from openpyxl import DEFUSEDXML, load_workbook

from gongkai.characters import plain
from gongkai.tables.bounds import Bounds
from gongkai.tables.cells import ERROR, FORMULA, MERGED, UnreadableCell, text_of
from gongkai.tables.faults import Faults
from gongkai.tables.layouts import Layout
from gongkai.tables.reading import LeftOutSheets, Table, read_table

AnyLayout = TypeVar("AnyLayout", bound=Layout)

_LARGEST_UNPACKED = 64 * 1024 * 1024
"""Bytes of all members: twenty thousand rows of long texts have a third of that."""
_MOST_MERGED = 100_000
"""Cells that merged ranges cover."""
_STYLED = 4
"""How many times the cells of a table its sheet may have, most of them empty."""
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_PIECE = 256 * 1024
_OVERLAP = 256
"""Bytes in which such an element fits, whichever piece it begins in."""
_SHOWN = "visible"
_Merged = Mapping[int, set[int]]
"""The columns that merged ranges cover beside their first cell, by row."""

if not DEFUSEDXML:  # openpyxl would expand entities without it
    raise ImportError("defusedxml is needed to read XLSX files")
# What it leaves out (charts, rules of validation) is of no interest here.
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")


def read_xlsx(
    content: bytes, layouts: Sequence[AnyLayout], bounds: Bounds, faults: Faults
) -> Table[AnyLayout]:
    """The table on the first sheet that is shown; raises and collects what `read_table` does.

    Formulas, error values, numbers too long to be kept and cells that a merged range covers are
    faults of their cells; hidden and further sheets are told and not read. Codes of the file:
    `broken_file`, `no_sheet`.
    """
    faults.bound(len(content), bounds.size, "字节", "bytes")
    try:
        faults.bound(_unpacked(content), _LARGEST_UNPACKED, "字节（解压后）", "bytes unpacked")
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError):
        _broken(faults)
    except (KeyError, ValueError, TypeError, AttributeError, LookupError, SyntaxError):
        _broken(faults)  # a part is missing, or is not what it should be; ParseError too
    places = list(enumerate(book.worksheets, start=1))
    shown = [(place, sheet) for place, sheet in places if sheet.sheet_state == _SHOWN]
    if not shown:
        faults.add(1, None, "no_sheet", "没有可见的工作表", "no sheet is shown")
        faults.check()
    first, sheet = shown[0]
    sheets = LeftOutSheets(
        hidden=tuple(place for place, each in places if each.sheet_state != _SHOWN),
        further=tuple(place for place, _ in shown if place != first),
    )
    merged = _merged(content, sheet, bounds, faults)
    records = _aligned(_records(sheet, merged, faults), bounds, faults)
    return read_table(records, layouts, bounds, faults, sheets=sheets)


def _unpacked(content: bytes) -> int:
    """Bytes of all members as the directory states them: where one is longer, it ends there."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return sum(member.file_size for member in package.infolist())


def _broken(faults: Faults) -> Any:  # noqa: ANN401 - never returns
    faults.add(
        1, None, "broken_file", "文件已损坏，无法读取", "the file is damaged and cannot be read"
    )
    faults.check()
    raise AssertionError("a fault was just added")


def _merged(content: bytes, sheet: Any, bounds: Bounds, faults: Faults) -> _Merged:  # noqa: ANN401 - no stub
    """The cells that merged ranges cover beside their first one, within the bounds of the table."""
    covered: dict[int, set[int]] = {}
    number = 0
    path = sheet._worksheet_path  # noqa: SLF001 - read-only sheets leave merged ranges out
    with zipfile.ZipFile(BytesIO(content)) as package, package.open(path.lstrip("/")) as member:
        for left, top, right, bottom in _ranges(member):
            last_row, last_column = min(bottom, bounds.rows), min(right, bounds.columns)
            size = max(0, last_row - top + 1) * max(0, last_column - left + 1)
            number += size
            faults.bound(number, _MOST_MERGED, "个合并单元格", "merged cells")
            for row in range(top, last_row + 1):
                covered.setdefault(row, set()).update(range(left, last_column + 1))
            covered.get(top, set()).discard(left)
    return covered


def _ranges(member: Any) -> Iterator[tuple[int, int, int, int]]:  # noqa: ANN401 - a file in a package
    """Left, top, right, bottom of each merged range, from 1."""
    held = b""
    while piece := member.read(_PIECE):
        held += piece
        end = 0
        for found in _MERGED.finditer(held):
            end = found.end()
            yield _column(found[1]), int(found[2]), _column(found[3]), int(found[4])
        held = held[max(end, len(held) - _OVERLAP) :]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _records(sheet: Any, merged: _Merged, faults: Faults) -> Iterator[list[str]]:  # noqa: ANN401 - no stub
    """The rows of a sheet as texts; ends with a fault where the sheet cannot be read on."""
    sheet.reset_dimensions()  # what a file says of its own size need not be so
    rows, number = iter(sheet.iter_rows()), 0
    while True:
        try:
            row = next(rows, None)
        except Exception:  # noqa: BLE001 - a damaged sheet fails in any way, and is told as that
            faults.add(
                number + 1,
                None,
                "broken_row",
                "工作表已损坏，其后内容无法读取",
                "the sheet is damaged; what follows cannot be read",
            )
            return
        if row is None:
            return
        number += 1
        covered: set[int] = merged.get(number, set())
        texts = [
            MERGED if place in covered else _text(cell) for place, cell in enumerate(row, start=1)
        ]
        # A sheet need not name the cells that are covered.
        missing = range(len(texts) + 1, max(covered, default=0) + 1)
        yield texts + [MERGED if place in covered else "" for place in missing]


def _aligned(records: Iterator[list[str]], bounds: Bounds, faults: Faults) -> Iterator[list[str]]:
    """The rows without empty cells at their end, each as wide as the widest above it: a sheet says
    of an empty cell nothing, or that it has a colour.
    """
    width = cells = 0
    for record in records:
        cells += len(record)
        faults.bound(cells, _STYLED * bounds.cells, "个单元格", "cells")
        width = max(width, _filled(record))
        del record[width:]
        yield record + [""] * (width - len(record))


def _filled(record: Sequence[str]) -> int:
    """Cells up to the last one in which something stands, or which a merged range covers: whether
    that matters, is known where the heading is.
    """
    for place in range(len(record), 0, -1):
        cell = record[place - 1]
        if isinstance(cell, UnreadableCell) or plain(cell):
            return place
    return 0


def _text(cell: Any) -> str:  # noqa: ANN401 - a cell of any kind
    match cell.data_type:
        case "f":
            return FORMULA
        case "e":
            return ERROR
    return text_of(cell.value)
