"""Table 二 of 〔2019〕60号: how offices fill it in, and what its differences say (I6)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from requests_api.annual_reports.kinds import UnreadReason
from requests_api.annual_reports.table_two import read_table_two
from tests.unit.requests_api.annual_reports.reports import (
    PINGTAN,
    ZHONGYUAN,
    ask,
    found,
    load,
    skipped,
    unread,
)


def read(table):
    return {(p.row, p.column): p.value for p in read_table_two(table) if p.reason is None}


def year(table, previous=None):
    report = {"format_version": "2019", "table2": table}
    if previous is not None:
        report["previous"] = {"format_version": "2019", "table2": previous}
    return report


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("增10", 10),
        ("减3", -3),
        ("增加2项", 2),
        ("减少2", -2),
        ("新增 5", 5),
        ("净减1", -1),
        ("+4", 4),
        ("-8", -8),  # “减用负值表示，如-8” (武汉市生态环境局 2020)
        ("－８", -8),
        (-8, -8),
        (0, 0),
        ("0", 0),
        ("持平", 0),
        ("1,276", 1276),
    ],
)
def test_a_difference_is_read_as_offices_write_it(written, number):
    assert read({"行政许可": ["8", written]}) == {
        ("permits", "last_year"): 8,
        ("permits", "change"): number,
    }


@pytest.mark.parametrize("written", ["增", "约10", "10.5", 10.5, True, "增-3", [], {}, "1" * 10])
def test_what_is_no_difference_is_named(written):
    [place] = unread(year({"行政许可": ["8", written]}))
    assert place == ("/table2/行政许可/1", "permits", "change", "not_a_number")


@pytest.mark.parametrize("written", [None, "", "-", "—", "/", "无"])
def test_a_blank_difference_is_blank(written):
    assert [p[3] for p in unread(year({"行政许可": ["8", written]}))] == ["blank"]


def test_only_a_difference_has_a_sign():
    assert [p[2:] for p in unread(year({"行政许可": ["-8", "增1", -3]}))] == [
        ("last_year", "not_a_number"),
        ("decisions", "not_a_number"),
    ]


def test_the_printed_names_of_rows_and_columns_are_known():
    table = {
        "第二十条第（一）项": {
            "规章（设区的市、自治州人民政府应提供）": {
                "本年新制作数量": 1,
                "本年新公开数量": 1,
                "对外公开总数量": 7,
            },
            "规范性文件": [2, 2, 19],
        },
        "第二十条第（五）项": {
            "行政许可": {"上一年项目数量": 8, "本年增/减": 5, "处理决定数量": 93},
            "其他对外管理服务事项": [117, 0, 165],
        },
        "第二十条第（六）项": {"行政处罚": [90, 0, 22], "行政强制": [4, 4, "-"]},
        "第二十条第（八）项": {"行政事业性收费": [3, "减1"]},
        "第二十条第（九）项": {"政府集中采购": ["16", "1276.5534万元"]},
    }
    numbers = read(table)
    assert numbers["rules", "public_total"] == 7
    assert numbers["normative_documents", "published"] == 2
    assert numbers["permits", "decisions"] == 93
    assert numbers["other_services", "last_year"] == 117
    assert numbers["administrative_fees", "change"] == -1
    assert numbers["procurement", "count"] == 16
    assert numbers["procurement", "amount"] is None  # printed, never compared
    # 8 matters, 5 more, 93 decisions: published so, and no violation
    assert found(year(table)) == []


def test_a_published_table_is_read():
    document = load(ZHONGYUAN)
    assert unread(document) == found(document) == []
    assert ask(document)["checks_passed"] == 1


def test_decisions_are_no_matters_and_what_differs_is_said():
    assert (
        skipped(year({"行政许可": ["8", "增10", "18"]}), "I6").count((2, "permits", "decisions"))
        == 0
    )
    document = year({"行政许可": ["8", "增10", "17"]})
    assert found(document) == []
    [told] = [n for n in ask(document)["not_compared"] if n.get("column") == "decisions"]
    assert "应为18项" in told["message"]


@pytest.mark.parametrize(
    ("before", "now", "violation"),
    [
        ([5, "增3", 40], [8, "增10", 18], None),
        ([5, "增2", 40], [8, "增10", 18], ("last_year", 7, 8)),
        ([12, "减4", 0], [8, 0, 18], None),
        ([12, "减5", 0], [8, 0, 18], ("last_year", 7, 8)),
        ([8, None, 8], [8, 0, 18], None),
    ],
)
@pytest.mark.parametrize(
    "row", ["行政许可", "其他对外管理服务事项", "行政处罚", "行政强制", "行政事业性收费"]
)
def test_the_matters_of_last_year_follow_from_its_report(row, before, now, violation):
    size = 2 if row == "行政事业性收费" else 3
    document = year({row: now[:size]}, {row: before[:size]})
    assert [(column, e, p) for _, _, column, _, e, p in found(document)] == (
        [violation] if violation else []
    )


def test_no_more_can_go_than_there_was():
    assert found(year({"行政处罚": [5, "减6", 0]})) == [("I6", 2, "change", "penalties", -5, -6)]
    assert found(year({"行政处罚": [5, "减5", 0]})) == []


@pytest.mark.parametrize(
    ("before", "now", "violation"),
    [
        ([1, 1, 50], [3, 3, 53], None),
        ([1, 1, 50], [3, 3, 51], None),  # two were abolished
        ([1, 1, 50], [3, 3, 54], ("public_total", 53, 54)),
        (None, [3, 3, 2], ("public_total", 3, 2)),
        (None, [9, 3, 3], None),
    ],
)
@pytest.mark.parametrize("row", ["规章", "规范性文件"])
def test_public_documents_are_bounded_by_last_years_and_the_new_ones(row, before, now, violation):
    document = year({row: now}, None if before is None else {row: before})
    assert [(column, e, p) for _, _, column, _, e, p in found(document)] == (
        [violation] if violation else []
    )


def test_a_table_of_the_other_form_is_unread_and_said():
    document = load(PINGTAN) | {"table2": {"rules": {"issued": 1, "in_force": 2}, "permits": 3}}
    assert [(p, reason) for p, _, _, reason in unread(document)] == [
        ("/table2/rules/issued", "unknown_column"),
        ("/table2/rules/in_force", "unknown_column"),
        ("/table2/permits", "not_a_number"),
    ]
    assert (2, None, None) in skipped(document, "I6")


@pytest.mark.parametrize(
    ("table", "reasons"),
    [
        ({"rules": "三件"}, ["not_a_number"]),
        ({"其他": [1]}, ["unknown_row"]),
        ({"行政许可": [1, 2, 3, 4]}, ["unknown_column"]),
        ({"行政许可": {"数": 3}}, ["unknown_column"]),
        ({"说明": "无"}, []),
        ({}, []),
        (None, []),
    ],
)
def test_what_is_not_read_is_named(table, reasons):
    assert [reason for *_, reason in unread(year(table))] == reasons


VALUES = st.none() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6)


@settings(max_examples=150)
@given(
    st.dictionaries(
        st.sampled_from(["规章", "行政许可", "政府集中采购", "第二十条"]) | st.text(max_size=5),
        VALUES | st.lists(VALUES, max_size=5) | st.dictionaries(st.text(max_size=5), VALUES),
    )
)
def test_any_table_is_answered_and_what_is_read_has_a_place(table):
    for place in read_table_two(table):
        assert place.path
        if place.reason is None:
            assert place.row is not None
            assert place.column is not None
        else:
            assert place.value is None
            assert place.reason in UnreadReason
