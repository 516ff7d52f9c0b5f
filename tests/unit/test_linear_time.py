"""Every pure parser of a file or a text: twice the input costs about twice the time."""

import io
from contextlib import suppress
from datetime import date

import pytest
from pydantic import TypeAdapter

from catalog_api.list_imports.csv_import import read_list
from gongkai.crypto.chain_export import verify_export
from gongkai.crypto.fields import BlindIndex
from gongkai.errors import Problem
from gongkai.folding import document_number, folded, words
from gongkai.http.contacts import MailAddress
from gongkai.http.schemas import LongText, Text
from gongkai.http.versions import parse_if_match
from gongkai.screening import findings, masked
from gongkai.screening.documents import screen
from gongkai.strict_json import parse_json
from gongkai.tables import Bounds
from gongkai.tables.cells import guarded, unguarded
from gongkai.tables.xlsx_file import read_xlsx
from requests_api.applicants.identity import normalise_document_number
from requests_api.applicants.phones import normalise_phone
from requests_api.imports import rows as case_rows
from requests_api.imports.columns import CASES
from requests_api.imports.words import day_of, serial_of
from requests_api.matters.simhash import text_simhash
from tests.case_tables import as_csv, as_xlsx, closed
from tests.linear import hidden_square, uncollected  # noqa: F401 - a fixture
from tests.unit.gongkai.screening.made_files import raw_word

BIG = 1 << 30
WIDE = Bounds(size=BIG, rows=BIG, columns=BIG, cells=BIG, names=BIG, all_names=BIG)
HEADING = "序号,任务,时限,责任单位\n"
CASE = closed("例〔2020〕1号")
BROKEN = {**CASE, "channel": "邮寄", "arrived_on": "x", "phone": "1"}


def _validated(kind):
    return TypeAdapter(kind).validate_python


def _csv(text):
    return read_list(text.encode(), WIDE)


def _workbook(content):
    faults = case_rows.new_faults()
    return list(read_xlsx(content, [CASES], WIDE, faults).rows)


def _workbook_of(line, n, merged=0):
    def change(_, sheet):
        for row in range(merged and n):
            sheet.merge_cells(
                start_row=2 + 2 * row, end_row=3 + 2 * row, start_column=1, end_column=1
            )

    return as_xlsx(*[line] * n, change=change)


def _cases(text):
    faults = case_rows.new_faults()
    table = case_rows.open_table(text, is_xlsx=False, faults=faults)
    return list(case_rows.read_rows(table, faults, date(2026, 1, 5)))


def _screened(content):
    return screen(io.BytesIO(content), "text")


def _screened_word(body):
    return screen(io.BytesIO(raw_word(body)), "docx")


def _fingerprint(text):
    return text_simhash(BlindIndex(bytes(range(32))), text)


PARSERS = {
    "a heading of commas": (_csv, lambda n: "," * n),
    "a heading of known columns": (_csv, lambda n: "序号," * n),
    "cells of one row": (_csv, lambda n: f"{HEADING}1{',' * n}"),
    "rows of nothing": (_csv, lambda n: HEADING + ",,,\n" * n),
    "rows with a fault each": (_csv, lambda n: HEADING + "x,,,\n" * n),
    "names in a cell": (_csv, lambda n: f'{HEADING}1,甲,常态化,"{"市局、" * n}"\n'),
    "quotes": (_csv, lambda n: HEADING + '"' * n),
    "quoted line breaks": (_csv, lambda n: f'{HEADING}1,"{chr(10) * n}",x,y\n'),
    "rows of a workbook": (_workbook, lambda n: _workbook_of(CASE, n)),
    "merged cells of a workbook": (_workbook, lambda n: _workbook_of(CASE, n, merged=1)),
    "rows of cases": (_cases, lambda n: as_csv(*(closed(f"例〔2020〕{k}号") for k in range(n)))),
    "cases with faults": (_cases, lambda n: as_csv(*[BROKEN] * n)),
    "a number of a register": (serial_of, lambda n: "〔2020〕" * n),
    "a number in digits": (serial_of, lambda n: "〔2020" * 9 + "1" * n),
    "a day": (day_of, lambda n: "2025-" * n),
    "guards of a cell": (lambda text: unguarded(guarded(text)), lambda n: "'" * n + "="),
    "folded": (folded, lambda n: "【Ａ　" * n),
    "words": (words, lambda n: "词　" * n),
    "brackets": (document_number, lambda n: "[" * n),
    "half a document number": (document_number, lambda n: "[2021] " * n),
    "blanks before a bracket": (document_number, lambda n: " " * n + "[2021]5号"),
    "leading zeros": (document_number, lambda n: f"[2021]{'0' * n}5号"),
    "a line": (_validated(Text), lambda n: "甲" * n),
    "a text of marks": (_validated(LongText), lambda n: "a\u0301" * n),
    "a mail address": (_validated(MailAddress), lambda n: "a." * n + "@b"),
    "a mail domain": (_validated(MailAddress), lambda n: "a@" + "b-" * n),
    "a document": (normalise_document_number, lambda n: "1 -" * n),
    "a phone": (normalise_phone, lambda n: "+86" * n),
    "digits to screen": (findings, lambda n: "1" * n),
    "groups of digits": (findings, lambda n: "1 " * n),
    "groups with letters": (findings, lambda n: "12a-" * n),
    "phones to mask": (masked, lambda n: "13800000001，" * n),
    "half a mail address": (findings, lambda n: "a." * n),
    "signs of mail": (findings, lambda n: "a@" * n),
    "a mail domain to screen": (findings, lambda n: "a@" + "b." * n),
    "names of documents": (findings, lambda n: "护照编号" * n),
    "marks": (findings, lambda n: "秘密 " * n),
    "blanks to screen": (findings, lambda n: "\u3000" * n + "1"),
    "brackets to screen": (findings, lambda n: "(0571)" * n),
    "a fingerprint": (_fingerprint, lambda n: "".join(chr(0x4E00 + i % 20000) for i in range(n))),
    "an array": (parse_json, lambda n: b"[" + b"1," * n + b"1]"),
    "an open array": (parse_json, lambda n: b"[1," * min(n, 900) + b" " * n),
    "members": (parse_json, lambda n: b"{" + b",".join(b'"%d":1' % i for i in range(n)) + b"}"),
    "a string of escapes": (parse_json, lambda n: b'"' + b"\\u4e2d" * n + b'"'),
    "entity tags": (parse_if_match, lambda n: '"v1",' * n + '"v1"'),
    "lines of a file": (_screened, lambda n: ("甲13800000001\n" * n).encode()),
    "different numbers of a file": (
        _screened,
        lambda n: "\n".join(f"1380000{i % 10000:04d}" for i in range(n)).encode(),
    ),
    "paragraphs of a document": (_screened_word, lambda n: "<w:p><w:t>甲1</w:t></w:p>" * n),
    "elements in one paragraph": (_screened_word, lambda n: f"<w:p>{'<w:t>1</w:t>' * n}</w:p>"),
    "plates": (findings, lambda n: "京A" * n),
    "a chain of no events": (verify_export, lambda n: b'{"events":[' + b"0," * n + b"0]}"),
}


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize("name", PARSERS)
def test_twice_the_input_costs_twice_the_time(name):
    parse, make = PARSERS[name]

    def read(given):
        with suppress(Problem, ValueError):  # what is refused has been read all the same
            parse(given)

    costs = hidden_square(read, make, begin=256)
    assert costs is None, f"{name}: {costs} seconds"
