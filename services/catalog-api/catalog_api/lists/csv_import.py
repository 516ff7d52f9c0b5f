"""Reading an uploaded list: bytes of a CSV file to rows, or one problem that names every fault.

Pure, and all or nothing: either every row holds, or none is returned.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog_api.lists.columns import LAYOUTS, SEQ, ListLayout
from catalog_api.lists.errors import ListFileRejected, ListFileTooLarge
from catalog_api.lists.kinds import ListKind
from gongkai.characters import half_width
from gongkai.tables import Bounds, Faults, TableRow, read_csv

BOUNDS = Bounds(
    size=10 * 1024 * 1024, rows=5_000, columns=100, cells=500_000, names=100, all_names=20_000
)
"""What is read and looked up within the bounds of one transaction, on a busy machine too."""
LAST_SEQ = 999_999
_SEQ = re.compile(r"0{0,20}[0-9]{1,6}", re.ASCII)


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
    """A file that holds: which list it is, and its rows in the order of the file."""

    kind: ListKind
    encoding: str
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class OpenedList:
    """A file whose heading holds; its rows are read as they are asked for, with their faults."""

    kind: ListKind
    encoding: str
    rows: Iterator[ListRow]
    faults: Faults

    def closed(self, rows: Iterable[ListRow]) -> ListFile:
        """The file with all of its ``rows``; raises `ListFileRejected` with every fault."""
        read = tuple(rows)
        self.faults.check()
        return ListFile(kind=self.kind, encoding=self.encoding, rows=read)


def open_list(content: bytes, bounds: Bounds = BOUNDS) -> OpenedList:
    """Open a task list, field list or responsibility list from the bytes of a CSV file.

    Raises `ListFileTooLarge`, reading the rows too, and `ListFileRejected`.
    """
    faults = Faults(rejected=ListFileRejected, too_large=ListFileTooLarge)
    table = read_csv(content, LAYOUTS, bounds, faults)
    seen: set[int] = set()
    rows = (_row(row, table.layout, seen, faults) for row in table.rows)
    return OpenedList(table.layout.kind, table.encoding, rows, faults)


def read_list(content: bytes, bounds: Bounds = BOUNDS) -> ListFile:
    """As `open_list`, with all of its rows at once."""
    opened = open_list(content, bounds)
    return opened.closed(opened.rows)


def _row(row: TableRow, layout: ListLayout, seen: set[int], faults: Faults) -> ListRow:
    seq = _seq(row.number, row.texts[SEQ.name], seen, faults)
    title = row.texts[layout.title.name]
    if title == "":
        zh, en = f"“{layout.title.label}”为空", f"no {layout.title.name}"
        faults.add(row.number, layout.title, "missing", zh, en)
    return ListRow(
        row=row.number,
        seq=seq,
        title=title or "",
        group=row.texts.get("group"),
        requirement=row.texts.get("requirement"),
        time_limit=row.texts.get("time_limit"),
        responsible_organs=row.texts.get("responsible_organs"),
        lead_organs=row.texts.get("lead_organs"),
        implementing_organs=row.texts.get("implementing_organs"),
    )


def _seq(row: int, text: str | None, seen: set[int], faults: Faults) -> int:
    """The number of the row; 0 after a fault."""
    if text is None:
        return 0
    digits = half_width(text)
    if not digits:
        faults.add(row, SEQ, "missing", "“序号”为空", "no seq")
        return 0
    seq = int(digits) if _SEQ.fullmatch(digits) else 0
    if not 1 <= seq <= LAST_SEQ:
        zh, en = f"“序号”应为1至{LAST_SEQ}的整数", f"seq is not a whole number from 1 to {LAST_SEQ}"
        faults.add(row, SEQ, "not_a_number", zh, en)
        return 0
    if seq in seen:
        faults.add(row, SEQ, "duplicate", "“序号”与前面的行重复", "seq occurs in an earlier row")
    seen.add(seq)
    return seq
