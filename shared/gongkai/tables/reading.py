"""Records of cells to rows under known headings. Pure, and one pass over the cells."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Generic, TypeVar

from pydantic_core import PydanticCustomError

from gongkai.characters import half_width, plain
from gongkai.http.schemas import clean_text
from gongkai.tables.bounds import Bounds
from gongkai.tables.cells import UnreadableCell, has_content, unguarded
from gongkai.tables.faults import Faults
from gongkai.tables.layouts import Column, Layout

AnyLayout = TypeVar("AnyLayout", bound=Layout)

_HEADING_WITHIN = 10
"""Rows in which the heading is looked for: titles, units of measure and who filled it in come first
in many tables."""
_NOTE = re.compile(r"\s*(?:备\s*注|附\s*注|注|说\s*明|填报|填表|制表|审核|联系|报送)[^:\n]{0,12}:")
"""How a line below a table begins that says something of the table."""
_BETWEEN_NAMES = re.compile("[、,，;；。\n]+")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row with content. `number` is its place in the file, the first line being row 1.

    `texts` holds the cells by the name of their column, without outer blanks; None after a fault,
    so that the cell is not called empty too.
    """

    number: int
    texts: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class LeftOutSheets:
    """The sheets of a workbook that are not read, by their place from 1."""

    hidden: tuple[int, ...] = ()
    further: tuple[int, ...] = ()
    """Those behind the first one that is shown."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of a table is not read, by its place in the file from 1: whoever sent it is told."""

    columns: tuple[int, ...]
    rows: list[int] = field(default_factory=list)
    """Lines above the heading, and notes below the table; complete when all rows are read."""
    sheets: LeftOutSheets = LeftOutSheets()


@dataclass(frozen=True, slots=True)
class Table(Generic[AnyLayout]):
    """A table whose heading holds. Its rows are read as they are asked for, with their faults."""

    layout: AnyLayout
    encoding: str
    rows: Iterator[TableRow]
    left_out: LeftOut


def read_table(
    records: Iterable[Sequence[str]],
    layouts: Sequence[AnyLayout],
    bounds: Bounds,
    faults: Faults,
    *,
    encoding: str = "",
    sheets: LeftOutSheets = LeftOutSheets(),
) -> Table[AnyLayout]:
    """Recognise the heading among ``layouts``, by synonym and in any order; rows come after it.

    Lines above it, notes below the table and columns of the layout's `aside` are left out and told.
    Raises the feature's problem for a bound, and for a heading that does not hold:
    `heading_unrecognised`, `heading_unknown`, `heading_duplicate`, `heading_missing`, and
    `heading_` before the code of a cell. Rows without any content are skipped; codes of the others
    are `too_few_cells`, `too_many_cells`, `too_long`, `control_character`, `too_many_names`, and
    those of `cells`.
    """
    numbered = _bounded(records, bounds, faults)
    above = list(islice(numbered, _HEADING_WITHIN))
    at = _heading_at(above, layouts, bounds, faults)
    number, heading = above[at] if above else (1, ())
    layout, columns = _recognised(number, heading, layouts, faults)
    faults.check()
    places = (n for n, column in enumerate(columns, start=1) if column is layout.aside)
    lines = [n for n, cells in above[:at] if any(map(plain, cells))]
    left_out = LeftOut(tuple(places), lines, sheets)
    rows = _Rows(layout, columns, bounds, faults, left_out)
    return Table(layout, encoding, rows.of(chain(above[at + 1 :], numbered)), left_out)


def _bounded(
    records: Iterable[Sequence[str]], bounds: Bounds, faults: Faults
) -> Iterator[tuple[int, Sequence[str]]]:
    cells = 0
    for number, record in enumerate(records, start=1):
        cells += len(record)
        faults.bound(number - 1, bounds.rows, "行", "rows")
        faults.bound(cells, bounds.cells, "个单元格", "cells")
        yield number, record


def _heading_at(
    above: Sequence[tuple[int, Sequence[str]]],
    layouts: Sequence[AnyLayout],
    bounds: Bounds,
    faults: Faults,
) -> int:
    """Where the heading stands: the first line in which two headings of one format are known, else
    the first one, of which the faults are then told.
    """
    for at, (_, cells) in enumerate(above):
        width = _width(cells)
        faults.bound(width, bounds.columns, "列", "columns")
        for layout in layouts:
            known = {layout.column(cells[place]) for place in range(width)} - {None, layout.aside}
            if len(known) > 1:
                return at
    return 0


def _width(cells: Sequence[str], *, is_heading: bool = False) -> int:
    """Cells up to the last one with content, in a heading also up to one that is merged."""
    for at in range(len(cells), 0, -1):
        cell = cells[at - 1]
        if has_content(cell) or (is_heading and isinstance(cell, UnreadableCell)):
            return at
    return 0


def _recognised(
    row: int, heading: Sequence[str], layouts: Sequence[AnyLayout], faults: Faults
) -> tuple[AnyLayout, list[Column]]:
    """The format whose headings these are, and the column of each cell."""
    width = _width(heading, is_heading=True)
    read = [(layout, [layout.column(heading[at]) for at in range(width)]) for layout in layouts]
    layout, columns = max(read, key=lambda one: _fit(*one))
    if any(column not in (None, layout.aside) for column in columns):
        _check_heading(row, layout, columns, faults, heading)
    else:
        formats = "；".join("、".join(c.label for c in each.required) for each in layouts)
        formats_en = "; ".join(",".join(c.name for c in each.required) for each in layouts)
        zh = f"前{_HEADING_WITHIN}行内应有表头：{formats}"
        en = f"one of the first {_HEADING_WITHIN} rows must be a heading: {formats_en}"
        faults.add(row, None, "heading_unrecognised", zh, en)
    return layout, [column for column in columns if column is not None]


def _check_heading(
    row: int,
    layout: Layout,
    columns: Sequence[Column | None],
    faults: Faults,
    heading: Sequence[str],
) -> None:
    """Every column is known and stands once, none is merged, and none is missing."""
    seen: set[Column] = set()
    for place, column in enumerate(columns, start=1):
        if column is None:
            cell = heading[place - 1]
            if isinstance(cell, UnreadableCell):
                code = f"heading_{cell.code}"
                zh, en = f"第{place}列的表头{cell.zh}", f"the heading of column {place} {cell.en}"
            else:
                code = "heading_unknown"
                zh, en = f"第{place}列的表头无法识别", f"the heading of column {place} is not known"
            faults.add(row, None, code, zh, en)
        elif column in seen and column is not layout.aside:
            zh, en = f"表头“{column.label}”重复", f"the heading {column.name} occurs twice"
            faults.add(row, column, "heading_duplicate", zh, en)
        else:
            seen.add(column)
    for column in layout.required:
        if column not in seen:
            zh, en = f"缺少表头“{column.label}”", f"the heading {column.name} is missing"
            faults.add(row, column, "heading_missing", zh, en)


def _fit(layout: Layout, columns: Sequence[Column | None]) -> tuple[int, int]:
    """How well a heading fits a format: required columns missing, then cells not understood."""
    found = set(columns)
    return -sum(column not in found for column in layout.required), -columns.count(None)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Reads what stands below a heading."""

    layout: Layout
    columns: Sequence[Column]
    bounds: Bounds
    faults: Faults
    left_out: LeftOut

    def of(self, numbered: Iterable[tuple[int, Sequence[str]]]) -> Iterator[TableRow]:
        """The rows with content."""
        names = 0
        for number, cells in numbered:
            content = _width(cells)
            if not content:
                continue
            if _is_note(cells, content):
                self.left_out.rows.append(number)
            elif self._holds(number, cells, content):
                texts = {
                    column.name: _text(number, column, cell, self.faults)
                    for column, cell in zip(self.columns, cells, strict=False)
                    if column is not self.layout.aside
                }
                names += _count_names(number, self.columns, texts, self.bounds, self.faults)
                self.faults.bound(names, self.bounds.all_names, "个单位名称", "names")
                yield TableRow(number, texts)

    def _holds(self, number: int, cells: Sequence[str], content: int) -> bool:
        if content > len(self.columns):
            zh, en = "单元格多于表头", "more cells than headings"
            self.faults.add(number, None, "too_many_cells", zh, en)
            return False
        if len(cells) < len(self.columns):
            zh, en = "单元格少于表头", "fewer cells than headings"
            self.faults.add(number, None, "too_few_cells", zh, en)
            return False
        return True


def _is_note(cells: Sequence[str], content: int) -> bool:
    """Whether the last cell with content is the only one, and begins as a note does."""
    if not _NOTE.match(half_width(cells[content - 1][:40])):
        return False
    return not any(plain(cells[at]) for at in range(content - 1))


def _text(row: int, column: Column, cell: str, faults: Faults) -> str | None:
    if isinstance(cell, UnreadableCell):
        zh, en = f"“{column.label}”{cell.zh}", f"{column.name} {cell.en}"
        faults.add(row, column, cell.code, zh, en)
        return None
    try:
        text = str(clean_text(unguarded(cell)))
    except PydanticCustomError:
        faults.add(
            row,
            column,
            "control_character",
            f"“{column.label}”含有控制字符",
            f"{column.name} holds control characters",
        )
        return None
    if len(text) > column.longest:
        faults.add(
            row,
            column,
            "too_long",
            f"“{column.label}”超过{column.longest}个字符",
            f"{column.name} has more than {column.longest} characters",
        )
    return text


def _count_names(
    row: int,
    columns: Iterable[Column],
    texts: Mapping[str, str | None],
    bounds: Bounds,
    faults: Faults,
) -> int:
    """How many names a row holds. Each becomes a row of its own elsewhere, so there may be so many
    and no more.
    """
    cells = [texts[column.name] or "" for column in columns if column.holds_names]
    names = sum(1 + len(_BETWEEN_NAMES.findall(cell)) for cell in cells if cell)
    if names > bounds.names:
        faults.add(
            row,
            None,
            "too_many_names",
            f"单位名称超过{bounds.names}个",
            f"more than {bounds.names} names",
        )
    return names
