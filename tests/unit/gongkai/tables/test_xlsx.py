"""Workbooks as offices send them: one sheet is read, nothing computed is trusted, bombs are not."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font

from gongkai.errors import Problem, TooLarge, Unprocessable
from gongkai.tables import Bounds, Column, Faults, Layout
from gongkai.tables.cells import guarded, text_of, unguarded
from gongkai.tables.faults import FaultMembers
from gongkai.tables.xlsx_file import read_xlsx

LAYOUT = Layout((Column("first", "甲"), Column("second", "乙")), (Column("third", "丙"),))
BOUNDS = Bounds(size=1 << 24, rows=1000, columns=20, cells=20_000, names=1, all_names=1)


class SampleRejected(Unprocessable):
    """The problem of these tests."""

    code = "sample_xlsx_rejected"
    title_zh = title_en = "sample"
    Members = FaultMembers


def saved(*rows, change=None):
    book = Workbook()
    sheet = book.active
    for line in rows:
        sheet.append(line)
    if change is not None:
        change(book, sheet)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def read(content, bounds=BOUNDS):
    """The texts of each row, the faults by row and code, and what was left out."""
    faults = Faults(rejected=SampleRejected, too_large=TooLarge, by_row=True)
    table = read_xlsx(content, [LAYOUT], bounds, faults)
    rows = [list(row.texts.values()) for row in table.rows]
    found = {
        row: [(fault.column and fault.column.name, fault.code) for fault in each]
        for row, each in faults.by_row.items()
    }
    return rows, found, table.left_out


def changed(content, member, change):
    """The package with one member changed."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", 8) as new:
        for each in old.infolist():
            data = old.read(each)
            new.writestr(each.filename, change(data) if each.filename == member else data)
    return held.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_values_become_the_texts_that_a_reader_sees():
    content = saved(
        ["甲", "乙"],
        [date(2025, 1, 5), 5.0],
        [datetime(2025, 1, 5, 9, 30), 1.5],  # noqa: DTZ001 - a spreadsheet knows no zone
        [True, "'=SUM(A1)"],
    )
    rows, found, _ = read(content)
    assert rows == [["2025-01-05", "5"], ["2025-01-05 09:30:00", "1.5"], ["TRUE", "=SUM(A1)"]]
    assert found == {}


def test_formulas_errors_and_numbers_cut_short_are_faults_of_their_cells():
    content = saved(["甲", "乙"], ["=1+1", "x"], ["#REF!", 110101190001010014])
    sheet = changed(
        content, SHEET, lambda data: data.replace(b'<c r="A3" t="s">', b'<c r="A3" t="e">')
    )
    rows, found, _ = read(content)
    assert rows[0] == [None, "x"]
    assert found[2] == [("first", "formula")]
    assert ("second", "number_imprecise") in found[3]
    assert read(sheet)[1][3][-1] == ("second", "number_imprecise")


def test_a_cached_value_of_a_formula_is_not_read():
    content = saved(["甲", "乙"], ["=1+1", "x"])
    cached = changed(
        content,
        SHEET,
        lambda data: data.replace(b"<v />", b"<v>2</v>").replace(b"<v/>", b"<v>2</v>"),
    )
    assert read(cached)[0] == [[None, "x"]]


def test_a_row_of_formulas_alone_is_no_empty_row():
    _, found, _ = read(saved(["甲", "乙"], ["=1", "=2"]))
    assert found == {2: [("first", "formula"), ("second", "formula")]}


def test_hidden_and_further_sheets_are_told_and_not_read():
    def change(book, sheet):
        sheet.sheet_state = "hidden"
        shown = book.create_sheet("b")
        shown.append(["甲", "乙"])
        shown.append(["x", "y"])
        book.create_sheet("c")
        book.active = 1

    rows, _, left_out = read(saved(["甲", "乙"], ["hidden", "hidden"], change=change))
    assert rows == [["x", "y"]]
    assert (left_out.sheets.hidden, left_out.sheets.further) == ((1,), (3,))


def test_a_merged_title_is_above_the_table_and_a_merged_heading_is_said():
    titled = saved(
        ["某机关登记簿"], ["甲", "乙"], ["x", "y"], change=lambda _, s: s.merge_cells("A1:B1")
    )
    assert read(titled)[0] == [["x", "y"]]
    headed = saved(["甲", "乙", "丙"], ["x", "y", "z"], change=lambda _, s: s.merge_cells("B1:C1"))
    with pytest.raises(SampleRejected) as refused:
        read(headed)
    assert [error.code for error in refused.value.errors] == ["heading_merged_cell"]


def test_a_cell_that_is_merged_down_belongs_to_no_row():
    content = saved(
        ["甲", "乙"], ["x", "y"], [None, "z"], change=lambda _, s: s.merge_cells("A2:A3")
    )
    assert read(content)[1] == {3: [("first", "merged_cell")]}


def test_short_rows_and_cells_with_a_colour_alone_are_no_faults():
    def change(_, sheet):
        sheet["T2"].font = Font(bold=True)

    rows, found, _ = read(saved(["甲", "乙", "丙"], ["x"], ["x", "y", "z"], change=change))
    assert (rows, found) == ([["x", "", ""], ["x", "y", "z"]], {})


@pytest.mark.parametrize(
    "change",
    [
        lambda _, s: s.cell(1_048_576, 1, "x"),
        lambda _, s: [s.cell(n, 16_384, "x") for n in range(3, 30)],
    ],
    ids=["the last row", "the last column"],
)
def test_a_few_cells_cannot_make_it_long(change):
    with pytest.raises(TooLarge):
        read(saved(["甲", "乙"], ["x", "y"], change=change))


def _merging(reference):
    merged = f'</sheetData><mergeCells count="1"><mergeCell ref="{reference}"/></mergeCells>'
    return lambda data: data.replace(b"</sheetData>", merged.encode())


def test_a_range_over_everything_covers_what_is_read_and_no_more():
    content = changed(saved(["甲", "乙"], ["x", "y"]), SHEET, _merging("A5:XFD1048576"))
    assert read(content)[0] == [["x", "y"]]
    with pytest.raises(TooLarge):
        read(content, replace(BOUNDS, rows=1 << 20, cells=1 << 24))


def test_what_unpacks_to_too_much_is_not_unpacked():
    content = changed(saved(["甲", "乙"]), SHEET, lambda data: data + bytes(65 << 20))
    with pytest.raises(TooLarge):
        read(content)


def test_entities_are_not_expanded():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    content = changed(
        saved(["甲", "乙"], ["x", "y"]), SHEET, lambda data: bomb + data.split(b"?>", 1)[-1]
    )
    try:
        rows, found, _ = read(content)
    except Problem:
        return
    assert (rows, [code for each in found.values() for _, code in each]) == ([], ["broken_row"])


@pytest.mark.parametrize("member", [SHEET, "xl/workbook.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("cut", [0, 40, 200])
def test_a_damaged_part_is_told_and_never_a_defect(member, cut):
    content = changed(saved(["甲", "乙"], ["x", "y"]), member, lambda data: data[:cut])
    try:
        _, found, _ = read(content)
    except Problem:
        return
    assert [code for each in found.values() for _, code in each] == ["broken_row"]


@given(st.text(max_size=20))
def test_what_is_guarded_for_a_spreadsheet_comes_back_as_it_was(text):
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}


@given(st.text(alphabet="'=+-@\t\ra", max_size=6))
def test_the_same_for_texts_of_nothing_else(text):
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}


def test_large_numbers_are_said_to_be_cut():
    assert text_of(10**15).code == "number_imprecise"
    assert text_of(10**15 - 1) == "999999999999999"
