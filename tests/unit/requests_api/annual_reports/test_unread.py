"""No false all-clear: what was given and not read is named, and so is what was not compared."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from requests_api.annual_reports.kinds import UnreadReason
from requests_api.annual_reports.layout import ReportRow
from requests_api.annual_reports.row_labels import rows_named
from requests_api.annual_reports.schemas import MOST_TOLD, ReportCheckIn, ReportCheckOut
from tests.unit.requests_api.annual_reports.reports import (
    ALL,
    ERDAO,
    ERSANLI,
    HONGZE,
    HUAIAN,
    KEWEI,
    LONGGANG,
    PINGTAN,
    SONGJIANG,
    ask,
    cells,
    found,
    load,
    row,
    skipped,
    unread,
)


@pytest.fixture
def report():
    return load(HUAIAN)


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("New", "new"),
        ("new ", "new"),
        ("NEW", "new"),
        ("ｎｅｗ", "new"),
        ("carried-in", "carriedin"),
        ("xx", None),
        ("", None),
        ("新收", None),
    ],
)
def test_a_row_under_a_key_that_is_none_is_named(key, hint):
    answer = ask({"table3": [{"key": key, "cells": cells(5, 1, 0, 0, 0, 0, 9)}]})
    assert answer["violations"] == []
    [told] = answer["unread"]
    assert (told["pointer"], told["table"], told["row"]) == ("/table3/0", 3, key)
    assert told["reason"] == "unknown_row"
    if hint == "new":
        assert "是否应为“new”" in told["message"]
    assert "不能据此认为报告全部无误" in answer["summary"]


def test_a_row_is_known_by_its_printed_label_where_its_key_is_none(report):
    row(report, "new")["key"] = "r1"
    [told] = ask(report)["unread"]
    assert "是否应为“new”" in told["message"]


@pytest.mark.parametrize(
    ("key", "label", "meant"),
    [
        ("granted", "三（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "partial"),
        ("granted", "（二）部分公开", "partial"),
        ("new", "二、上年结转政府信息公开申请数量", "carried_in"),
        ("new", "二、上年结转", "carried_in"),
        ("d1", "2. 其他法律行政法规禁止公开", "d2"),
        ("d1", "２．其他法律行政法规禁止公开 ", "d2"),
        ("granted", "（三）不予公开", "d"),
        ("carried_out", "（七）总计", "total"),
    ],
)
def test_a_printed_name_that_is_another_rows_is_named(report, key, label, meant):
    row(report, key)["label"] = label
    [told] = ask(report)["unread"]
    assert (told["row"], told["reason"]) == (key, "label_of_another_row")
    assert told["pointer"].endswith("/label")
    assert f"是否应为“{meant}”" in told["message"]
    assert "不能据此认为报告全部无误" in ask(report)["summary"]


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("partial", "部分公开"),
        ("partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
        ("new", "一、本年新收"),
        ("o3", "3.其他"),
        ("o3", "其他处理"),
        ("total", "合计"),
        ("d1", "见说明"),
        ("d1", ""),
        ("d1", 7),
    ],
)
def test_a_name_of_its_own_or_none_is_no_contradiction(report, key, label):
    row(report, key)["label"] = label
    assert unread(report) == []


def test_each_printed_name_is_its_rows_alone():
    assert all(rows_named(row.label) == {row.value} for row in ReportRow)


def test_two_rows_whose_keys_were_swapped_are_both_named(report):
    granted, partial = row(report, "granted"), row(report, "partial")
    granted["key"], partial["key"] = "partial", "granted"
    assert [(r, why) for _, r, _, why in unread(report)] == [
        ("partial", "label_of_another_row"),
        ("granted", "label_of_another_row"),
    ]


def test_a_heading_without_numbers_is_descriptive(report):
    report["table3"].append({"key": "d", "label": "三（三）不予公开", "cells": cells(*[None] * 7)})
    report["table3"].append({"key": "heading", "label": "三、本年度办理结果"})
    assert unread(report) == []
    report["table3"][-1]["natural"] = 3
    assert unread(report) == [("/table3/26", "heading", None, "unknown_row")]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda r: row(r, "new")["cells"].update(Natural=5), ("new", "Natural")),
        (lambda r: row(r, "new")["cells"].update({"自然人": "5"}), ("new", "自然人")),
        (lambda r: row(r, "new").update(natural=5), ("new", "natural")),
        (lambda r: r["table2"]["rules"].update(Issued=1), ("rules", "Issued")),
        (lambda r: r["table4"]["suit_direct"].update(sum=1), ("suit_direct", "sum")),
        (lambda r: r["narrative"]["litigation"].update(sum=1), ("litigation", "sum")),
    ],
)
def test_a_number_in_a_column_that_is_none_is_named(report, change, place):
    change(report)
    [(_, *named, reason)] = unread(report)
    assert (tuple(named), reason) == (place, "unknown_column")


@pytest.mark.parametrize(
    ("change", "pointer", "reason"),
    [
        (lambda r: r["table2"].update(Rules={"issued": 1}), "/table2/Rules", "unknown_row"),
        (lambda r: r["table2"].update({"行政许可": [8]}), "/table2/行政许可", "unknown_row"),
        (lambda r: r["table4"].update({"a/b~c": 1}), "/table4/a~1b~0c", "unknown_row"),
        (lambda r: r.update(Table3=[]), "/Table3", "unknown_member"),
        (lambda r: r.update({"table 4": {}}), "/table 4", "unknown_member"),
        (lambda r: r.update(Previous={}), "/Previous", "unknown_member"),
        (lambda r: r["narrative"].update(Received=1), "/narrative/Received", "unknown_member"),
        (
            lambda r: r["narrative"].update({"not-provided": 1}),
            "/narrative/not-provided",
            "unknown_member",
        ),
        (lambda r: r.update(year=2024, organ=[], remark="共3119件"), None, None),
        (
            lambda r: r["table2"].update(remark="截至2024年12月31日的全部处理决定"),
            None,
            None,
        ),
        (lambda r: row(r, "new")["cells"].update(x={"note": "无"}), None, None),
    ],
)
def test_what_is_nearly_a_part_is_named_and_what_describes_is_not(report, change, pointer, reason):
    change(report)
    told = [(place, why) for place, _, _, why in unread(report)]
    assert told == ([] if pointer is None else [(pointer, reason)])


def test_rows_of_the_other_form_are_named(report):
    report["table3"].append({"key": "o", "cells": cells(181, 5, 0, 0, 1, 0, 187)})
    assert unread(report) == [("/table3/25", "o", None, "row_of_other_form")]
    report["format_version"] = "2021-oldrow"
    told = unread(report)
    assert [(key, reason) for _, key, _, reason in told] == [
        ("o1", "row_of_other_form"),
        ("o2", "row_of_other_form"),
        ("o3", "row_of_other_form"),
    ]


def test_a_file_of_2021_with_the_single_row_is_recognised_and_checked():
    document = load(HONGZE) | {"format_version": "2021"}
    answer = ask(document)
    assert answer["format_version"] == "2021-oldrow"
    assert [note["code"] for note in answer["notes"]] == ["old_row_recognised"]
    stated = ask(load(HONGZE))
    assert stated["notes"] == []
    assert (answer["violations"], answer["checks_passed"]) == (
        stated["violations"],
        stated["checks_passed"],
    )
    row(document, "o")["cells"]["natural"] = 1
    assert ("I3", 3, "natural", "total", 22, 21) in found(document)


@pytest.mark.parametrize("number", [None, 0])
def test_only_blank_rows_of_2021_leave_the_single_row_recognised(number):
    document = load(HONGZE) | {"format_version": "2021"}
    document["table3"] += [{"key": k, "cells": cells(*[number] * 7)} for k in ("o1", "o2", "o3")]
    assert ask(document)["format_version"] == ("2021-oldrow" if number is None else "2021")


def test_a_complete_report_has_nothing_unread():
    for name in (HUAIAN, HONGZE, PINGTAN, LONGGANG):
        assert unread(load(name)) == []


def test_zeros_left_blank_are_said_and_nothing_is_cleared():
    """二道区 2022 leaves its zeros blank."""
    answer = ask(load(ERDAO))
    assert (answer["violations"], answer["checks_passed"]) == ([], 0)
    blank = [(u.get("row"), u.get("column")) for u in answer["unread"]]
    assert blank[:5] == [("new", column) for column in list(cells(*[0] * 7))[1:6]]
    assert ("granted", "total") in blank
    assert [(key, None) for key in ("partial", "d1", "d8")] == [
        place for place in blank if place[0] in ("partial", "d1", "d8")
    ]
    assert {u["reason"] for u in answer["unread"]} == {"blank"}
    assert {n["rule"] for n in answer["not_compared"]} == {f"I{n}" for n in range(1, 9)}
    assert answer["summary"].startswith("没有可核对的数字")


def test_one_blank_total_is_named_with_each_comparison_that_needs_it():
    document = load(KEWEI)
    assert unread(document) == [("/table3/24/cells/total", "carried_out", "total", "blank")]
    assert skipped(document, "I1") == [(3, None, "total")]
    assert skipped(document, "I2") == [(3, "carried_out", "total")]
    assert skipped(document, "I7") == [(3, "carried_out", "total")]
    assert skipped(document, "I3") == []
    assert found(document) == []


def test_rows_that_are_missing_are_told_with_the_comparison():
    document = load(LONGGANG)
    assert skipped(document, "I3") == [(3, None, None)]
    [told] = [n for n in ask(document)["not_compared"] if n["rule"] == "I3"]
    assert "三（三）7.属于行政执法案卷" in told["message"]
    assert "（7处）" in told["message"]


@pytest.mark.parametrize("name", [SONGJIANG, ERSANLI])
def test_a_report_of_totals_is_compared_as_far_as_it_goes(name):
    document = load(name)
    assert found(document) == []
    assert skipped(document, "I2") == [(3, None, None)]


def test_nothing_at_all_is_no_all_clear():
    answer = ask({})
    assert (answer["violations"], answer["checks_passed"], answer["unread"]) == ([], 0, [])
    assert {n["rule"] for n in answer["not_compared"]} == {f"I{n}" for n in range(1, 9)}


def test_a_number_of_the_text_without_a_table_is_said(report):
    [told] = [n for n in ask(report)["not_compared"] if n["rule"] == "I7"]
    assert "fee_yuan" in told["message"]


def test_what_is_unread_in_the_year_before_and_in_parts_has_its_place(report):
    strange = {"table3": [{"key": "Carried_out", "cells": cells(*[1] * 7)}]}
    document = report | {"previous": strange, "parts": [{}, strange]}
    assert [place for place, *_ in unread(document)] == [
        "/previous/table3/0",
        "/parts/1/table3/0",
    ]
    assert skipped(document, "I5") == [(3, None, None)]


@pytest.mark.parametrize("name", ALL)
def test_every_number_that_is_taken_away_is_said(name):
    """Whatever is blanked in a table is named, and never adds a comparison that holds."""
    document = load(name)
    before = ask(document)
    for index, one in enumerate(document["table3"]):
        broken = copy.deepcopy(document)
        if one["cells"]["total"] is None:
            continue
        broken["table3"][index]["cells"]["total"] = None
        answer = ask(broken)
        assert any(u["pointer"].startswith(f"/table3/{index}") for u in answer["unread"])
        assert answer["checks_passed"] <= before["checks_passed"]


def test_a_hostile_file_gets_a_bounded_answer(report):
    report["table4"] |= {f"x{n}": n for n in range(5000)}
    answer = ask(report)
    assert len(answer["unread"]) == MOST_TOLD
    assert "5000处未读取" in answer["summary"]


def test_every_reason_is_named_in_chinese_and_every_sentence_too():
    assert all(reason.label for reason in UnreadReason)
    for name in ALL:
        answer = ask(load(name))
        for told in (*answer["unread"], *answer["not_compared"], *answer["violations"]):
            assert "None" not in told["message"]
            assert not told["message"].isascii()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 99) | st.text(max_size=4) | st.just("增10"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["new", "key", "cells", "natural", "total", "rules", "行政许可", "o"])
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150)
@given(
    st.dictionaries(
        st.sampled_from(["table2", "table3", "table4", "narrative", "previous", "parts", "Table3"]),
        JSON,
    ),
    st.sampled_from(["2019", "2021", "2021-oldrow"]),
)
def test_any_file_is_answered_or_refused(document, version):
    try:
        answer = ask({**document, "format_version": version})
    except ValidationError:
        return
    json.dumps(answer, ensure_ascii=False).encode()


def test_the_documented_examples_are_what_they_say():
    [example] = ReportCheckIn.model_json_schema()["examples"]
    assert found(example) == [("I7", 3, "total", "new", 6, 7)]
    [shown] = ReportCheckOut.model_json_schema()["examples"]
    assert shown["violations"] == ask(example)["violations"]
