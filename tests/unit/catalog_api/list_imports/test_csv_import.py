"""CSV files of lists: accepted forms, and every fault named with its row."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from catalog_api.list_imports.csv_import import BOUNDS, ListRow, read_list
from catalog_api.list_imports.errors import ListFileRejected, ListFileTooLarge
from gongkai.http.schemas import clean_text

pytestmark = pytest.mark.unit

HEADING = "序号,任务,时限,责任单位\n"


def faults(content):
    with pytest.raises(ListFileRejected) as raised:
        read_list(content if isinstance(content, bytes) else content.encode())
    problem = raised.value
    assert problem.extensions["error_count"] >= len(problem.errors)
    assert all(f"`{error.code}`" in ListFileRejected.__doc__ for error in problem.errors)
    return [(error.pointer.removeprefix("/body/rows/"), error.code) for error in problem.errors]


def test_a_task_list_is_read_with_its_row_numbers():
    file = read_list(f"{HEADING}1,修订目录,2021年年底前,见附件2\n2,公开,,\n".encode())
    assert file.kind == "task_list"
    assert file.rows == (
        ListRow(2, 1, 1, "修订目录", None, None, "2021年年底前", "见附件2", None, None),
        ListRow(3, 2, 1, "公开", None, None, "", "", None, None),
    )


def test_a_task_list_may_say_what_is_required():
    file = read_list(
        "序号,工作任务,具体要求,责任单位,时限要求\n1,甲,每月更新,丙局,年底前\n".encode()
    )
    assert file.kind == "task_list"
    assert file.rows == (ListRow(2, 1, 1, "甲", None, "每月更新", "年底前", "丙局", None, None),)


def test_a_responsibility_list_is_read_by_its_english_headings():
    file = read_list("seq,group,item,lead_organs,implementing_organs\n8,甲 / 乙,丙,,丁\n".encode())
    assert file.kind == "responsibility_list"
    assert file.rows == (ListRow(2, 8, 1, "丙", "甲 / 乙", None, None, None, "", "丁"),)


@pytest.mark.parametrize(
    ("heading", "format_"),
    [
        ("seq,task,time_limit,responsible_organs", "task_list"),
        ("序号,重点任务,时限要求,责任单位", "task_list"),
        ("责任单位, 时　限 ,任务,序号,,", "task_list"),
        ("Seq,Task,Time_Limit,Responsible_Organs", "task_list"),
        ("序号,业务领域,责任部门", "field_list"),
        ("seq,field,responsible_organs", "field_list"),
        ("序号,类别,事项,具体要求,牵头单位,落实单位", "responsibility_list"),
        ("序号,内容,工作任务,牵头单位,责任单位", "responsibility_list"),
        ("seq,group,item,requirement,lead_organs,implementing_organs", "responsibility_list"),
    ],
)
def test_headings_are_recognised_by_synonym_in_any_order_and_width(heading, format_):
    assert read_list(heading.encode()).kind == format_


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("gbk", "gb18030")],
)
def test_the_encodings_of_office_software_are_read(encoding, named):
    file = read_list(f"{HEADING}１,完善“三公开”机制,常态化,区司法局\r\n".encode(encoding))
    assert file.encoding == named
    assert (file.rows[0].seq, file.rows[0].title) == (1, "完善“三公开”机制")


def test_cells_may_hold_commas_quotes_and_line_breaks():
    cells = ["1", '甲,"乙"\r\n丙', "常态化", "区教育局\n区财政局"]
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    [row] = read_list((HEADING + text.getvalue()).encode()).rows
    assert row.title == '甲,"乙"\n丙'
    assert row.responsible_organs == "区教育局\n区财政局"


def test_rows_without_content_are_skipped_but_numbered():
    file = read_list(f"{HEADING}\n,,,\n1,甲,,,,\n　,,,\n2,乙,,\n\n".encode())
    assert [(row.row, row.seq) for row in file.rows] == [(4, 1), (6, 2)]


def test_a_list_without_rows_is_a_list():
    assert read_list(HEADING.encode()).rows == ()


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("", [("1", "heading_unrecognised")]),
        ("2019年度政务公开任务清单,,,", [("1", "heading_unrecognised")]),
        ("序号,任务,责任单位", [("1/time_limit", "heading_missing")]),
        ("序号,任务,时限,责任单位,配合单位", [("1", "heading_unknown")]),
        ("备注,说明", [("1", "heading_unrecognised")]),
        ("序号,任务,时限,责任单位,责任部门", [("1/responsible_organs", "heading_duplicate")]),
        ("序号,任务,,时限,责任单位", [("1", "heading_unknown")]),
        ("序号;任务;时限;责任单位", [("1", "heading_unrecognised")]),
    ],
)  # fmt: skip
def test_a_wrong_heading_is_refused_before_any_row(heading, expected):
    assert sorted(faults(f"{heading}\n,,,broken,,,\n")) == sorted(expected)


def test_merged_cells_are_filled_down():
    file = read_list(
        "序号,内容,工作任务,牵头单位,责任单位,完成时限\n"
        "1,政策解读,解读重大政策,甲局,乙局,年底前\n"
        ",,,,丙局,\n"
        ",,解读规范性文件,丁局,,6月底前\n"
        "2,回应关切,回应热点,,乙局,常态化\n".encode()
    )
    assert [(r.row, r.seq, r.part, r.group, r.title) for r in file.rows] == [
        (2, 1, 1, "政策解读", "解读重大政策"),
        (3, 1, 2, "政策解读", "解读重大政策"),
        (4, 1, 3, "政策解读", "解读规范性文件"),
        (5, 2, 1, "回应关切", "回应热点"),
    ]
    assert [(r.lead_organs, r.implementing_organs, r.time_limit) for r in file.rows] == [
        ("甲局", "乙局", "年底前"),
        ("甲局", "丙局", "年底前"),
        ("丁局", "丙局", "6月底前"),
        ("", "乙局", "常态化"),
    ]


def test_the_first_row_has_a_number_to_go_on_with():
    assert faults(f"{HEADING},甲,常态化,乙\n") == [("2/seq", "missing")]


def test_lines_above_and_below_the_table_and_remarks_are_left_out_and_told():
    file = read_list(
        "附件2,,,,\n虚构市2025年政务公开任务清单,,,,\n,,,,\n填报单位：甲局,,,,填报日期：2025年3月1日\n"
        "序号,任务,备注,时限,责任单位,说明\n"
        "1,甲,重点,常态化,乙局,\n"
        "注：本表由各单位填报。,,,,\n"
        ",备注：时限为工作日,,,\n".encode()
    )
    assert [(row.row, row.title, row.responsible_organs) for row in file.rows] == [
        (6, "甲", "乙局")
    ]
    assert file.left_out.columns == (3, 6)
    assert file.left_out.rows == [1, 2, 4, 7, 8]


def test_what_stands_below_a_title_has_its_own_row_number():
    assert faults("清单,,,\n" + HEADING + "1,甲,常态化,乙\n1,丙,,\n") == [("4/seq", "duplicate")]
    assert faults("清单,,\n序号,任务,责任单位\n") == [("2/time_limit", "heading_missing")]


def test_a_heading_is_looked_for_in_the_first_ten_rows():
    assert read_list(("标题,,,\n" * 9 + HEADING).encode()).rows == ()
    assert faults("标题,,,\n" * 10 + HEADING) == [("1", "heading_unrecognised")]


SEQ_TOO_LONG = [("3/seq", "not_a_number"), ("3/seq", "too_long")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (",二、其他,,", [("3/seq", "missing")]),
        (",,,（三）其他任务", [("3/seq", "missing"), ("3/task", "missing")]),
        ("1,甲,常态化,乙", [("3/seq", "duplicate")]),
        ("一,甲,常态化,乙", [("3/seq", "not_a_number")]),
        ("0,甲,常态化,乙", [("3/seq", "not_a_number")]),
        ("-2,甲,常态化,乙", [("3/seq", "not_a_number")]),
        ("2.0,甲,常态化,乙", [("3/seq", "not_a_number")]),
        ("1 2,甲,常态化,乙", [("3/seq", "not_a_number")]),
        ("1000000,甲,常态化,乙", [("3/seq", "not_a_number")]),
        ("0" * 19 + "5" + "7" * 5000 + ",甲,常态化,乙", SEQ_TOO_LONG),
        ("0" * 19 + "5" + "7" * 1000 + ",甲,常态化,乙", SEQ_TOO_LONG),
        ("²,甲,常态化,乙", [("3/seq", "not_a_number")]),
        ("2,,常态化,乙", [("3/task", "missing")]),
        ("2,\u3000,常态化,乙", [("3/task", "missing")]),
        ("2," + "甲" * 2001 + ",常态化,乙", [("3/task", "too_long")]),
        ("2,甲," + "常" * 201 + ",乙", [("3/time_limit", "too_long")]),
        ("2,甲,常态化,乙,丙", [("3", "too_many_cells")]),
        ("2,甲,常态化", [("3", "too_few_cells")]),
        ("2,甲\x00,常态化,乙", [("3/task", "control_character")]),
        ("2,甲,常态化,乙\x1b", [("3/responsible_organs", "control_character")]),
        ("2\x07,甲,常态化,乙", [("3/seq", "control_character")]),
        (',"\x07",,', [("3/task", "control_character")]),
        ('2,"甲"乙,常态化,丙', [("3", "broken_row")]),
        ('2,"甲,常态化,乙', [("3", "broken_row")]),
        ("2," + "甲" * 140_000 + ",,", [("3", "broken_row")]),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_a_broken_row_is_refused_with_its_number_and_reason(row, expected):
    assert sorted(faults(f"{HEADING}1,好,常态化,乙\n{row}\n")) == sorted(expected)


def test_the_reason_is_a_sentence_in_both_languages_and_never_repeats_the_cell():
    with pytest.raises(ListFileRejected) as raised:
        read_list(f"{HEADING}张三,甲,常态化,乙\n".encode())
    [error] = raised.value.errors
    assert error.message == "第2行：“序号”应为1至999999的整数"
    assert error.message_en == "Row 2: seq is not a whole number from 1 to 999999"
    assert raised.value.extensions == {"rows": [2], "error_count": 1}
    assert raised.value.detail_zh == "共发现1处错误，列出1处。"


def test_all_faults_are_collected_and_a_hundred_of_them_listed():
    with pytest.raises(ListFileRejected) as raised:
        read_list((HEADING + ",,,x\n" * 150).encode())
    problem = raised.value
    assert len(problem.errors) == 100
    assert problem.extensions["error_count"] == 300
    assert problem.extensions["rows"] == list(range(2, 52))


@pytest.mark.parametrize("content", [b"\xff\xfe1\x00", b"\x80\x81", b"\xef\xbb\xbf\xff"])
def test_another_encoding_is_refused(content):
    assert faults(content) == [("1", "encoding")]


def test_a_list_has_a_bounded_number_of_rows():
    rows = "".join(f"{n},甲,,\n" for n in range(1, 5_001))
    assert len(read_list((HEADING + rows).encode()).rows) == 5_000
    with pytest.raises(ListFileTooLarge):
        read_list((HEADING + rows + "5001,甲,,\n").encode())
    with pytest.raises(ListFileTooLarge):
        read_list((HEADING + "\n" * 30_000).encode())


def test_a_file_has_a_bounded_size():
    bounds = replace(BOUNDS, size=len(HEADING.encode()))
    read_list(HEADING.encode(), bounds)
    with pytest.raises(ListFileTooLarge):
        read_list(HEADING.encode() + b"\n", bounds)


def test_a_list_has_a_bounded_number_of_columns_and_cells():
    wide = HEADING.strip() + ",x" * (BOUNDS.columns - 3)
    with pytest.raises(ListFileTooLarge):
        read_list(wide.encode())
    empty = "," * (BOUNDS.cells // 10)
    assert read_list((HEADING + f"{empty}\n" * 9).encode()).rows == ()
    with pytest.raises(ListFileTooLarge):
        read_list((HEADING + f"{empty}\n" * 10).encode())


def test_a_row_names_a_bounded_number_of_units():
    names = "、".join("甲" for _ in range(BOUNDS.names))
    [row] = read_list(f"{HEADING}1,甲,,{names}\n".encode()).rows
    assert row.responsible_organs == names
    assert faults(f"{HEADING}1,甲,,{names}；乙\n2,乙,,\n") == [("2", "too_many_names")]


ROWS = st.text(max_size=100).map(lambda rows: (HEADING + rows).encode(errors="replace"))


@given(st.one_of(st.binary(max_size=200), ROWS))
def test_any_bytes_are_read_or_refused_with_reasons(content):
    try:
        file = read_list(content)
    except ListFileRejected as problem:
        named = len(problem.errors)
    else:
        named = sum(bool(row.title and row.seq) for row in file.rows) + (not file.rows)
    assert named


def _is_taken(cell):
    """Whether no character of it is refused anywhere: that those are is tried elsewhere."""
    try:
        clean_text(cell)
    except PydanticCustomError:
        return False
    return True


CELL = (
    st.text(
        st.characters(exclude_categories=("Cc", "Cs"), max_codepoint=0x9FFF),
        min_size=1,
        max_size=20,
    )
    .map(str.strip)
    .filter(_is_taken)
)


@given(
    st.lists(st.tuples(CELL.filter(bool), CELL), max_size=8), st.sampled_from(["utf-8", "gb18030"])
)
def test_what_is_written_is_read_as_it_was(rows, encoding):
    text = io.StringIO()
    writer = csv.writer(text)
    for seq, (task, organs) in enumerate(rows, start=1):
        writer.writerow([seq, task, "常态化", organs])
    read = read_list((HEADING + text.getvalue()).encode(encoding)).rows
    assert [row.seq for row in read] == list(range(1, len(rows) + 1))
    assert [(r.title, r.responsible_organs) for r in read] == [
        (clean_text(task), clean_text(organs)) for task, organs in rows
    ]
