"""Reading an uploaded list: bytes of a CSV file to rows, or one problem that names every fault.

Pure, and all or nothing: either every row holds, or none is returned.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from catalog_api.list_imports.columns import LAYOUTS, SEQ, ListLayout
from catalog_api.list_imports.errors import ListFileRejected, ListFileTooLarge
from catalog_api.lists.kinds import LAST_SEQ, ListKind
from gongkai.characters import half_width
from gongkai.tables import Bounds, Faults, LeftOut, TableRow, read_csv

BOUNDS = Bounds(
    size=10 * 1024 * 1024, rows=5_000, columns=100, cells=500_000, names=100, all_names=20_000
)
"""What is read and looked up within the bounds of one transaction, on a busy machine too."""
_SEQ = re.compile(r"0{0,20}[0-9]{1,6}", re.ASCII)
_SECTION = re.compile("[(]?[一二三四五六七八九十]{1,3}[)、.]|第.{1,3}[章节编部]")
"""How the heading of a section within a table begins."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row. `title` is its task, field or item; a column that the file lacks is None and an
    empty cell is "" (23 rows of 六安 2019 name no lead organ). `row` is its number in the file,
    the first line being row 1. `part` counts the rows of one number from 1: where cells are merged
    down, a number has several.
    """

    row: int
    seq: int
    part: int
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
    left_out: LeftOut


@dataclass(frozen=True, slots=True)
class OpenedList:
    """A file whose heading holds; its rows are read as they are asked for, with their faults."""

    kind: ListKind
    encoding: str
    rows: Iterator[ListRow]
    faults: Faults
    left_out: LeftOut

    def closed(self, rows: Iterable[ListRow]) -> ListFile:
        """The file with all of its ``rows``; raises `ListFileRejected` with every fault."""
        read = tuple(rows)
        self.faults.check()
        return ListFile(self.kind, self.encoding, read, self.left_out)


def open_list(content: bytes, bounds: Bounds = BOUNDS) -> OpenedList:
    """Open a task list, field list or responsibility list from the bytes of a CSV file.

    Raises `ListFileTooLarge`, reading the rows too, and `ListFileRejected`.
    """
    faults = Faults(rejected=ListFileRejected, too_large=ListFileTooLarge)
    table = read_csv(content, LAYOUTS, bounds, faults)
    rows = map(_Rows(table.layout, faults).read, table.rows)
    return OpenedList(table.layout.kind, table.encoding, rows, faults, table.left_out)


def read_list(content: bytes, bounds: Bounds = BOUNDS) -> ListFile:
    """As `open_list`, with all of its rows at once."""
    opened = open_list(content, bounds)
    return opened.closed(opened.rows)


@dataclass(slots=True)
class _Rows:
    """Reads one row after the other: one without a number goes on with the one above."""

    layout: ListLayout
    faults: Faults
    seen: set[int] = field(default_factory=set)
    above: tuple[int, int, Mapping[str, str | None]] | None = None
    """Number, part and texts of the row above, if its number holds."""

    def read(self, row: TableRow) -> ListRow:
        """The row, what is merged down to it filled in."""
        if self.above is not None and row.texts[SEQ.name] == "" and not self._is_section(row):
            seq, part, filled = self.above
            texts = {name: text or filled[name] for name, text in row.texts.items()}
            part += 1
        else:
            texts, part = dict(row.texts), 1
            seq = _seq(row.number, texts[SEQ.name], self.seen, self.faults)
        self.above = (seq, part, texts) if seq else None
        title = texts[self.layout.title.name]
        if title == "":
            zh, en = f"“{self.layout.title.label}”为空", f"no {self.layout.title.name}"
            self.faults.add(row.number, self.layout.title, "missing", zh, en)
        return ListRow(
            row=row.number,
            seq=seq,
            part=part,
            title=title or "",
            group=texts.get("group"),
            requirement=texts.get("requirement"),
            time_limit=texts.get("time_limit"),
            responsible_organs=texts.get("responsible_organs"),
            lead_organs=texts.get("lead_organs"),
            implementing_organs=texts.get("implementing_organs"),
        )

    def _is_section(self, row: TableRow) -> bool:
        """Whether the row is the heading of a section: it has no units of the row above."""
        said = [text for text in row.texts.values() if text]
        return len(said) == 1 and bool(_SECTION.match(half_width(said[0])))


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
