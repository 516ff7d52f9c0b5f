"""Tables are read in one pass: the work grows with the cells, whatever they hold."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import Problem, TooLarge, Unprocessable
from gongkai.tables import Bounds, Column, Faults, Layout, read_csv, read_table
from gongkai.tables.faults import FaultMembers

pytestmark = pytest.mark.unit

NUMBER = Column("number", "序号", ("编号",), longest=20)
NAME = Column("name", "名称", ("单位",), longest=50, holds_names=True)
NOTE = Column("note", "备注", longest=50)
LAYOUTS = (Layout((NUMBER, NAME), (NOTE,)), Layout((NUMBER, NOTE), ()))
MANY = 10**9
ENDLESS = Bounds(size=MANY, rows=MANY, columns=MANY, cells=MANY, names=MANY, all_names=MANY)
SMALL = Bounds(size=1_000, rows=3, columns=4, cells=30, names=2, all_names=5)


class Touched(list):
    """Cells that count how often they are looked at, copied or searched."""

    looks = 0

    def _look(self, times):
        Touched.looks += times

    def __iter__(self):
        for cell in super().__iter__():
            self._look(1)
            yield cell

    def __getitem__(self, at):
        found = super().__getitem__(at)
        self._look(len(found) if isinstance(at, slice) else 1)
        return Touched(found) if isinstance(at, slice) else found

    def __contains__(self, cell):
        self._look(len(self))
        return super().__contains__(cell)

    def index(self, *where):
        self._look(len(self))
        return super().index(*where)

    def count(self, cell):
        self._look(len(self))
        return super().count(cell)


class TableRejected(Unprocessable):
    """The table has faults."""

    code = "table_rejected"
    title_zh = "表格有误"
    title_en = "The table has faults"
    Members = FaultMembers


def faults():
    return Faults(rejected=TableRejected, too_large=TooLarge)


def read_all(read):
    """Read to the end; a problem is an end too."""
    found = faults()
    try:
        for _ in read(found).rows:
            pass
        found.check()
    except Problem as problem:
        return problem
    return None


def touches(records):
    Touched.looks = 0
    read_all(lambda found: read_table(map(Touched, records), LAYOUTS, ENDLESS, found))
    return Touched.looks


def steps(content):
    """How many steps the interpreter takes to read a file: work that no clock measures."""
    taken = 0

    def count(frame, event, _argument):
        nonlocal taken
        if not frame.f_globals.get("__name__", "").startswith("gongkai."):
            return None  # whatever else runs now and then, such as a collector's callback
        frame.f_trace_opcodes = True
        taken += event == "opcode"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        read_all(lambda found: read_csv(content, LAYOUTS, ENDLESS, found))
    finally:
        sys.settrace(before)
    return taken


HEADING = ["序号", "名称", "备注"]
CELL = st.sampled_from(["", " ", "1", "甲、乙", "序号", "名称", "\u3000", "\x00", "x" * 60])


@given(st.lists(st.lists(CELL, max_size=12), max_size=12), st.booleans())
def test_every_cell_is_looked_at_a_few_times(records, has_heading):
    """A line without rows below is looked through for its end, by each format when the heading is
    looked for, all that again when none was found, and once for the fault that is told.
    """
    table = [HEADING, *records] if has_heading else records
    cells = sum(len(record) for record in table)
    each = 2 * (1 + len(LAYOUTS)) + 1
    assert touches(table) <= each * cells + 4


@pytest.mark.parametrize(
    "table",
    [
        lambda n: [HEADING + [""] * n],
        lambda n: [HEADING + ["序号"] * n],
        lambda n: [HEADING + ["无人知晓"] * n],
        lambda n: [HEADING, *[[""] * 10] * n],
        lambda n: [HEADING, ["1", "甲", "", *[""] * n]],
        lambda n: [HEADING, ["1", "甲", "", *[""] * n, "x"]],
        lambda n: [HEADING, *[["\x00", "x" * 60, "\x00"]] * n],
        lambda n: [HEADING, *[["1"]] * n],
        lambda n: [HEADING, ["1", "甲、" * n, ""]],
    ],
    ids=[
        *("blank_headings", "same_headings", "unknown_headings", "blank_rows", "blank_cells"),
        *("cells_too_many", "faults", "cells_too_few", "names"),
    ],
)
def test_twice_the_table_is_twice_the_work_and_not_four_times(table):
    def content(n):
        return "".join(",".join(record) + "\n" for record in table(n)).encode()

    assert steps(content(2_000)) <= 2.5 * steps(content(1_000))
    assert touches(table(2_000)) <= 2 * touches(table(1_000)) + 100


@pytest.mark.parametrize(
    ("records", "unit"),
    [
        ([HEADING, *[["", "", ""]] * 4], "rows"),
        ([[*HEADING, "x", "x"]], "columns"),
        ([HEADING, ["1"] * 28], "cells"),
    ],
)
def test_beyond_a_bound_reading_ends_with_the_features_problem(records, unit):
    within = [HEADING, *[["1", "甲", ""]] * 3]
    assert read_all(lambda found: read_table(within, LAYOUTS, SMALL, found)) is None
    problem = read_all(lambda found: read_table(records, LAYOUTS, SMALL, found))
    assert isinstance(problem, TooLarge)
    assert problem.detail_en.endswith(f" {unit}.")


def test_a_file_beyond_its_size_is_not_even_decoded():
    content = b"\xff" * (SMALL.size + 1)
    assert isinstance(read_all(lambda found: read_csv(content, LAYOUTS, SMALL, found)), TooLarge)


def test_reading_stops_at_the_bound_and_asks_for_no_further_record():
    asked = []

    def endless():
        yield HEADING
        while True:
            asked.append(1)
            yield []

    assert isinstance(
        read_all(lambda found: read_table(endless(), LAYOUTS, SMALL, found)), TooLarge
    )
    assert len(asked) == SMALL.rows + 1


def test_more_names_than_a_row_may_hold_are_a_fault_of_that_row():
    records = [HEADING, ["1", "甲、乙", ""], ["2", "甲、乙，丙", ""]]
    problem = read_all(lambda found: read_table(records, LAYOUTS, SMALL, found))
    [error] = problem.errors
    assert (error.pointer, error.code) == ("/body/rows/3", "too_many_names")
    assert problem.extensions == {"rows": [3], "error_count": 1}


def test_a_table_holds_so_many_names_and_no_more():
    records = [HEADING, *([str(n), "甲、乙", ""] for n in range(1, 4))]
    assert isinstance(read_all(lambda found: read_table(records, LAYOUTS, SMALL, found)), TooLarge)
