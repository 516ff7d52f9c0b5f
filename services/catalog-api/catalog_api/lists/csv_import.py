"""Reading an uploaded list: bytes of a CSV file to rows, or one problem that names every fault.

Pure, and all or nothing: either every row holds, or none is returned.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pydantic_core import PydanticCustomError

from catalog_api.characters import half_width, plain
from catalog_api.lists.columns import LABELS, LAYOUTS, LONGEST, Column, Layout, ListFormat
from catalog_api.lists.errors import ListFileRejected, ListFileTooLarge
from gongkai.errors import FieldError
from gongkai.http.schemas import clean_text

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 5_000
"""What is read and looked up within the bounds of one transaction, on a busy machine too."""
MOST_ERRORS = 100
LAST_SEQ = 999_999


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row. `title` is its task, field or item; a column that the file lacks is None and an
    empty cell is "" (23 rows of 六安 2019 name no lead organ). `row` is its number in the file,
    the heading being row 1.
    """

    row: int
    seq: int
    title: str
    group: str | None
    requirement: str | None
    time_limit: str | None
    responsible_organs: str | None
    lead_organs: str | None
    implementing_organs: str | None


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file that holds: its format, and its rows in the order of the file."""

    format: ListFormat
    encoding: str
    rows: tuple[ListRow, ...]


@dataclass(slots=True)
class _Faults:
    """Faults found so far: the first hundred are kept, all are counted."""

    errors: list[FieldError] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    count: int = 0

    def add(self, row: int, column: Column | None, code: str, zh: str, en: str) -> None:
        self.count += 1
        if self.count > MOST_ERRORS:
            return
        pointer = f"/body/rows/{row}" + (f"/{column}" if column else "")
        self.errors.append(FieldError(pointer, code, f"第{row}行：{zh}", f"Row {row}: {en}"))
        if row not in self.rows:
            self.rows.append(row)

    def problem(self) -> ListFileRejected:
        return ListFileRejected(
            f"共发现{self.count}处错误，列出{len(self.errors)}处。",
            f"{self.count} faults were found, {len(self.errors)} are listed.",
            errors=self.errors,
            extensions={"rows": self.rows, "error_count": self.count},
        )


def read_list(content: bytes) -> ListFile:
    """Read a task list, field list or responsibility list from the bytes of a CSV file.

    UTF-8 with or without BOM, else GB18030. Headings are recognised by synonym and in any
    order; rows without any content are skipped. Raises `ListFileTooLarge`, or
    `ListFileRejected` with every fault.
    """
    if len(content) > MOST_BYTES:
        raise ListFileTooLarge(
            f"文件不得超过{MOST_BYTES // 1024**2}MB。",
            f"A file may have at most {MOST_BYTES // 1024**2} MB.",
        )
    faults = _Faults()
    text, encoding = _decode(content, faults)
    records = _records(text, faults)
    _, heading = next(records, (1, []))
    layout, columns = _columns(heading, faults)
    if faults.count:
        raise faults.problem()
    rows = tuple(_rows(records, layout, columns, faults))
    if faults.count:
        raise faults.problem()
    return ListFile(format=layout.format, encoding=encoding, rows=rows)


def _decode(content: bytes, faults: _Faults) -> tuple[str, str]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    faults.add(
        1, None, "encoding", "文件编码应为UTF-8或GB18030", "the encoding is not UTF-8 or GB18030"
    )
    raise faults.problem()


def _records(text: str, faults: _Faults) -> Iterator[tuple[int, list[str]]]:
    """The records with their numbers; ends with a fault where quotes do not close."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MOST_ROWS + 1:
                raise ListFileTooLarge(
                    f"清单不得超过{MOST_ROWS}行。", f"A list may have at most {MOST_ROWS} rows."
                )
            yield number, cells
    except csv.Error:
        faults.add(
            number + 1,
            None,
            "broken_row",
            "引号不完整或单元格过长，其后内容无法读取",
            "quotes are broken or a cell is far too long; what follows cannot be read",
        )


def _columns(heading: list[str], faults: _Faults) -> tuple[Layout, list[Column]]:
    """The format whose headings these are, and the column of each cell."""
    while heading and not plain(heading[-1]):
        heading = heading[:-1]
    read = [(layout, [layout.column(name) for name in heading]) for layout in LAYOUTS]
    layout, columns = max(read, key=lambda one: _fit(*one))
    if not any(columns):
        raise _no_heading(faults)
    for place, column in enumerate(columns, start=1):
        if column is None:
            faults.add(
                1,
                None,
                "heading_unknown",
                f"第{place}列的表头无法识别",
                f"the heading of column {place} is not known",
            )
        elif column in columns[: place - 1]:
            faults.add(
                1,
                column,
                "heading_duplicate",
                f"表头“{LABELS[column]}”重复",
                f"the heading {column} occurs twice",
            )
    for column in layout.required:
        if column not in columns:
            faults.add(
                1,
                column,
                "heading_missing",
                f"缺少表头“{LABELS[column]}”",
                f"the heading {column} is missing",
            )
    return layout, [column for column in columns if column is not None]


def _no_heading(faults: _Faults) -> ListFileRejected:
    formats = "；".join("、".join(LABELS[c] for c in layout.required) for layout in LAYOUTS)
    formats_en = "; ".join(",".join(layout.required) for layout in LAYOUTS)
    faults.add(
        1,
        None,
        "heading_unrecognised",
        f"第一行应为表头：{formats}",
        f"the first row must be a heading: {formats_en}",
    )
    return faults.problem()


def _fit(layout: Layout, columns: list[Column | None]) -> tuple[int, int]:
    """How well a heading fits a format: required columns missing, then cells not understood."""
    missing = sum(column not in columns for column in layout.required)
    return -missing, -columns.count(None)


def _rows(
    records: Iterator[tuple[int, list[str]]],
    layout: Layout,
    columns: list[Column],
    faults: _Faults,
) -> Iterator[ListRow]:
    seen: set[int] = set()
    for number, cells in records:
        if not any(plain(cell) for cell in cells):
            continue
        if any(plain(cell) for cell in cells[len(columns) :]):
            faults.add(number, None, "too_many_cells", "单元格多于表头", "more cells than headings")
            continue
        if len(cells) < len(columns):
            faults.add(number, None, "too_few_cells", "单元格少于表头", "fewer cells than headings")
            continue
        texts = {
            column: _text(number, column, cell, faults)
            for column, cell in zip(columns, cells, strict=False)
        }
        seq = _seq(number, texts["seq"], seen, faults)
        if texts[layout.title] == "":
            label = LABELS[layout.title]
            faults.add(number, layout.title, "missing", f"“{label}”为空", f"no {layout.title}")
        yield _row(number, seq, layout, texts)


def _row(number: int, seq: int, layout: Layout, texts: Mapping[Column, str | None]) -> ListRow:
    return ListRow(
        row=number,
        seq=seq,
        title=texts[layout.title] or "",
        group=texts.get("group"),
        requirement=texts.get("requirement"),
        time_limit=texts.get("time_limit"),
        responsible_organs=texts.get("responsible_organs"),
        lead_organs=texts.get("lead_organs"),
        implementing_organs=texts.get("implementing_organs"),
    )


def _text(row: int, column: Column, cell: str, faults: _Faults) -> str | None:
    """The cell without outer blanks; None after a fault, so that it is not called empty too."""
    label = LABELS[column]
    try:
        text = str(clean_text(cell))
    except PydanticCustomError:
        faults.add(
            row,
            column,
            "control_character",
            f"“{label}”含有控制字符",
            f"{column} holds control characters",
        )
        return None
    if len(text) > LONGEST[column]:
        faults.add(
            row,
            column,
            "too_long",
            f"“{label}”超过{LONGEST[column]}个字符",
            f"{column} has more than {LONGEST[column]} characters",
        )
    return text


def _seq(row: int, text: str | None, seen: set[int], faults: _Faults) -> int:
    """The number of the row; 0 after a fault."""
    if text is None:
        return 0
    digits = half_width(text)
    if not digits:
        faults.add(row, "seq", "missing", "“序号”为空", "no seq")
        return 0
    if not (digits.isascii() and digits.isdigit() and 1 <= int(digits[:20]) <= LAST_SEQ):
        faults.add(
            row,
            "seq",
            "not_a_number",
            f"“序号”应为1至{LAST_SEQ}的整数",
            f"seq is not a whole number from 1 to {LAST_SEQ}",
        )
        return 0
    seq = int(digits)
    if seq in seen:
        faults.add(row, "seq", "duplicate", "“序号”与前面的行重复", "seq occurs in an earlier row")
    seen.add(seq)
    return seq
