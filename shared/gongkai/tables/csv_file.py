"""CSV files as office software writes them: UTF-8 with or without BOM, else GB18030."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TypeVar

from gongkai.tables.bounds import Bounds
from gongkai.tables.faults import Faults
from gongkai.tables.layouts import Layout
from gongkai.tables.reading import Table, read_table

AnyLayout = TypeVar("AnyLayout", bound=Layout)


def read_csv(
    content: bytes, layouts: Sequence[AnyLayout], bounds: Bounds, faults: Faults
) -> Table[AnyLayout]:
    """The table in a CSV file; raises and collects what `read_table` does.

    Codes of the file: `encoding`, `broken_row`.
    """
    faults.bound(len(content), bounds.size, "字节", "bytes")
    text, encoding = _decoded(content, faults)
    return read_table(_records(text, faults), layouts, bounds, faults, encoding=encoding)


def _decoded(content: bytes, faults: Faults) -> tuple[str, str]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    faults.add(
        1, None, "encoding", "文件编码应为UTF-8或GB18030", "the encoding is not UTF-8 or GB18030"
    )
    faults.check()
    raise AssertionError("a fault was just added")


def _records(text: str, faults: Faults) -> Iterator[list[str]]:
    """The records; ends with a fault where quotes do not close."""
    number = 1
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), strict=True):
            yield cells
            number += 1
    except csv.Error:
        faults.add(
            number,
            None,
            "broken_row",
            "引号不完整或单元格过长，其后内容无法读取",
            "quotes are broken or a cell is far too long; what follows cannot be read",
        )
