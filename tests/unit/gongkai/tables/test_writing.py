"""What is written for a spreadsheet is read again as it was."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import TooLarge
from gongkai.http.schemas import clean_text
from gongkai.tables import Faults, read_csv
from gongkai.tables.writing import csv_chunks, xlsx_chunks
from gongkai.tables.xlsx_file import read_xlsx
from tests.unit.gongkai.tables.test_xlsx import BOUNDS, LAYOUT, SampleRejected

_SEEN = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])
TEXT = st.text(alphabet=st.one_of(st.sampled_from("'=+-@\n,\""), _SEEN), max_size=12).map(
    clean_text
)
ROWS = st.lists(st.tuples(TEXT, TEXT).filter(any), max_size=5)


def written(chunks, rows):
    async def pages():
        for row in rows:
            yield [row]

    async def whole():
        return b"".join([chunk async for chunk in chunks(["甲", "乙"], pages())])

    return asyncio.run(whole())


def read(reader, content):
    faults = Faults(rejected=SampleRejected, too_large=TooLarge, by_row=True)
    table = reader(content, [LAYOUT], BOUNDS, faults)
    rows = [tuple(row.texts.values()) for row in table.rows]
    assert not faults.by_row
    return rows


@given(ROWS)
def test_a_csv_file_comes_back(rows):
    rows = [("甲" + first, second) for first, second in rows]  # no row is empty, or a mere note
    assert read(read_csv, written(csv_chunks, rows)) == rows


@given(ROWS)
def test_an_xlsx_file_comes_back(rows):
    rows = [("甲" + first, second) for first, second in rows]  # no row is empty, or a mere note
    assert read(read_xlsx, written(xlsx_chunks, rows)) == rows
