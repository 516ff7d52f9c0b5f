"""Records of cells to rows under known headings. Pure, and one pass over the cells."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic_core import PydanticCustomError

from gongkai.characters import plain
from gongkai.http.schemas import clean_text
from gongkai.tables.bounds import Bounds
from gongkai.tables.faults import Faults
from gongkai.tables.layouts import Column, Layout

AnyLayout = TypeVar("AnyLayout", bound=Layout)

_BETWEEN_NAMES = re.compile("[、,，;；。\n]+")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row with content. `number` is its place in the file, the heading being row 1.

    `texts` holds the cells by the name of their column, without outer blanks; None after a fault,
    so that the cell is not called empty too.
    """

    number: int
    texts: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Table(Generic[AnyLayout]):
    """A table whose heading holds. Its rows are read as they are asked for, with their faults."""

    layout: AnyLayout
    encoding: str
    rows: Iterator[TableRow]


def read_table(
    records: Iterable[Sequence[str]],
    layouts: Sequence[AnyLayout],
    bounds: Bounds,
    faults: Faults,
    *,
    encoding: str = "",
) -> Table[AnyLayout]:
    """Recognise the heading among ``layouts``, by synonym and in any order; rows come after it.

    Raises the feature's problem for a bound, and for a heading that does not hold:
    `heading_unrecognised`, `heading_unknown`, `heading_duplicate`, `heading_missing`. Rows without
    any content are skipped; codes of the others are `too_few_cells`, `too_many_cells`, `too_long`,
    `control_character`, `too_many_names`.
    """
    numbered = _bounded(records, bounds, faults)
    _, heading = next(numbered, (1, ()))
    layout, columns = _recognised(heading, layouts, bounds, faults)
    faults.check()
    return Table(layout, encoding, _rows(numbered, columns, bounds, faults))


def _bounded(
    records: Iterable[Sequence[str]], bounds: Bounds, faults: Faults
) -> Iterator[tuple[int, Sequence[str]]]:
    cells = 0
    for number, record in enumerate(records, start=1):
        cells += len(record)
        faults.bound(number - 1, bounds.rows, "行", "rows")
        faults.bound(cells, bounds.cells, "个单元格", "cells")
        yield number, record


def _recognised(
    heading: Sequence[str], layouts: Sequence[AnyLayout], bounds: Bounds, faults: Faults
) -> tuple[AnyLayout, list[Column]]:
    """The format whose headings these are, and the column of each cell."""
    width = next((at for at in range(len(heading), 0, -1) if plain(heading[at - 1])), 0)
    faults.bound(width, bounds.columns, "列", "columns")
    read = [(layout, [layout.column(heading[at]) for at in range(width)]) for layout in layouts]
    layout, columns = max(read, key=lambda one: _fit(*one))
    if any(columns):
        _check_heading(layout, columns, faults)
    else:
        formats = "；".join("、".join(c.label for c in each.required) for each in layouts)
        formats_en = "; ".join(",".join(c.name for c in each.required) for each in layouts)
        zh = f"第一行应为表头：{formats}"
        en = f"the first row must be a heading: {formats_en}"
        faults.add(1, None, "heading_unrecognised", zh, en)
    return layout, [column for column in columns if column is not None]


def _check_heading(layout: Layout, columns: Sequence[Column | None], faults: Faults) -> None:
    """Every column is known and stands once, and none is missing."""
    seen: set[Column] = set()
    for place, column in enumerate(columns, start=1):
        if column is None:
            zh, en = f"第{place}列的表头无法识别", f"the heading of column {place} is not known"
            faults.add(1, None, "heading_unknown", zh, en)
        elif column in seen:
            zh, en = f"表头“{column.label}”重复", f"the heading {column.name} occurs twice"
            faults.add(1, column, "heading_duplicate", zh, en)
        else:
            seen.add(column)
    for column in layout.required:
        if column not in seen:
            zh, en = f"缺少表头“{column.label}”", f"the heading {column.name} is missing"
            faults.add(1, column, "heading_missing", zh, en)


def _fit(layout: Layout, columns: Sequence[Column | None]) -> tuple[int, int]:
    """How well a heading fits a format: required columns missing, then cells not understood."""
    found = set(columns)
    return -sum(column not in found for column in layout.required), -columns.count(None)


def _rows(
    numbered: Iterator[tuple[int, Sequence[str]]],
    columns: Sequence[Column],
    bounds: Bounds,
    faults: Faults,
) -> Iterator[TableRow]:
    names = 0
    for number, cells in numbered:
        content = next((at for at in range(len(cells), 0, -1) if plain(cells[at - 1])), 0)
        if not content:
            continue
        if content > len(columns):
            faults.add(number, None, "too_many_cells", "单元格多于表头", "more cells than headings")
            continue
        if len(cells) < len(columns):
            faults.add(number, None, "too_few_cells", "单元格少于表头", "fewer cells than headings")
            continue
        texts = {
            column.name: _text(number, column, cell, faults)
            for column, cell in zip(columns, cells, strict=False)
        }
        names += _count_names(number, columns, texts, bounds, faults)
        faults.bound(names, bounds.all_names, "个单位名称", "names")
        yield TableRow(number, texts)


def _text(row: int, column: Column, cell: str, faults: Faults) -> str | None:
    try:
        text = str(clean_text(cell))
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
