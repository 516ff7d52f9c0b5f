"""The check of an annual report, on three published ones and on broken copies of them."""

import copy
import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from requests_api.annual_reports.schemas import ReportCheckIn
from requests_api.annual_reports.service import answer_to

FILES = Path(__file__).parents[3] / "data" / "annual-reports"
HUAIAN, HONGZE, PINGTAN = "huaian-city-2024", "huaian-hongze-district-2023", "pingtan-2020"


def load(name):
    return json.loads((FILES / f"{name}.json").read_text(encoding="utf-8"))


def answer(document):
    """What the rules found; what was not read or not compared has its own tests."""
    body = ReportCheckIn.model_validate(document)
    told = answer_to(body).model_dump(mode="json", exclude_none=True)
    return {member: told[member] for member in ("violations", "checks_passed")}


def found(document):
    return [
        (v["rule"], v["table"], v["column"], v.get("row"), v["expected"], v["printed"])
        for v in answer(document)["violations"]
    ]


def row(document, key):
    return next(r for r in document["table3"] if r["key"] == key)


@pytest.fixture
def report():
    return load(HUAIAN)


@pytest.fixture
def previous(report):
    """A year before `report` that fits it."""
    before = copy.deepcopy(report)
    row(before, "carried_out")["cells"] = dict(row(report, "carried_in")["cells"])
    before["table2"]["rules"]["in_force"] = 10
    before["table2"]["normative_documents"]["in_force"] = 84
    before["narrative"] = {}
    return before


@pytest.mark.parametrize("name", [HUAIAN, HONGZE, PINGTAN])
def test_a_published_report_has_the_violations_its_file_states(name):
    document = load(name)
    expected = []
    for stated in document["violations"]:
        if stated["rule"] == "T3.leaf_sum":
            place = ("I3", 3, stated["column"], "total", stated["sum_of_results"])
        else:
            place = ("I4", 4, "total", stated["group"], stated["sum"])
        expected.append((*place, stated["printed_total"]))
    assert found(document) == expected


@pytest.mark.parametrize(("name", "of_the_narrative"), [(HUAIAN, 14), (HONGZE, 1), (PINGTAN, 0)])
def test_comparisons_that_hold_are_those_of_the_file_and_of_its_narrative(name, of_the_narrative):
    document = load(name)
    assert answer(document)["checks_passed"] == document["checks_passed"] + of_the_narrative


def test_a_violation_says_in_chinese_what_differs():
    [first, _] = answer(load(PINGTAN))["violations"]
    assert first == {
        "rule": "I3",
        "table": 3,
        "column": "natural",
        "row": "total",
        "expected": 26,
        "printed": 20,
        "message": "表三“自然人”列：各项办理结果合计为26，（七）总计为20",
    }


def test_a_rule_about_a_whole_column_names_no_row(report):
    row(report, "carried_out")["cells"]["other"] = 1
    row(report, "carried_out")["cells"]["total"] = 104
    report["narrative"] = None
    assert found(report) == [("I1", 3, "other", None, 4, 5), ("I1", 3, "total", None, 3153, 3154)]
    assert "row" not in answer(report)["violations"][0]


def test_a_row_whose_kinds_do_not_add_up_is_found(report):
    row(report, "d5")["cells"]["total"] = 9
    assert found(report) == [
        ("I2", 3, "total", "d5", 8, 9),
        ("I3", 3, "total", "total", 3051, 3050),
    ]


def test_what_was_carried_over_must_be_what_the_year_before_left(report, previous):
    assert found({**report, "previous": previous}) == []
    row(previous, "carried_out")["cells"]["natural"] = 33
    assert found({**report, "previous": previous}) == [("I5", 3, "natural", "carried_in", 33, 34)]


def test_documents_in_force_must_follow_from_the_year_before(report, previous):
    previous["table2"]["normative_documents"]["in_force"] = 80
    assert found({**report, "previous": previous}) == [
        ("I6", 2, "in_force", "normative_documents", 62, 66)
    ]


def test_documents_in_force_do_not_follow_from_a_report_of_the_old_form(report, previous):
    previous["format_version"] = "2019"
    previous["table2"]["normative_documents"]["in_force"] = 80
    assert found({**report, "previous": previous}) == []


def test_the_year_before_is_not_checked_itself(report, previous):
    row(previous, "total")["cells"]["natural"] = 1
    assert found({**report, "previous": previous}) == []


@pytest.mark.parametrize(
    ("key", "stated", "place"),
    [
        ("received", 1, (3, "total", "new", 3119, 1)),
        ("answered", 1, (3, "total", "total", 3050, 1)),
        ("carried_in", 1, (3, "total", "carried_in", 34, 1)),
        ("carried_out", 1, (3, "total", "carried_out", 103, 1)),
        ("granted", 1, (3, "total", "granted", 1362, 1)),
        ("partial", 1, (3, "total", "partial", 454, 1)),
        ("in_force_normative", 1, (2, "in_force", "normative_documents", 66, 1)),
        ("reconsideration", 1, (4, "total", "reconsideration", 351, 1)),
        ("reconsideration", [351, 72, 1], (4, "corrected", "reconsideration", 64, 1)),
        ("reconsideration", [None, 1], (4, "upheld", "reconsideration", 72, 1)),
        ("reconsideration", {"pending": 1}, (4, "pending", "reconsideration", 37, 1)),
    ],
)
def test_a_number_in_the_text_must_be_that_of_the_table(report, key, stated, place):
    report["narrative"] = {key: stated}
    assert found(report) == [("I7", *place)]


@pytest.mark.parametrize("said", [{"lawyers": "46"}, {"fee_yuan": -1}, {"说明": [None]}, {}, None])
def test_what_the_text_says_beside_is_ignored(report, said):
    report["narrative"] = said
    assert answer(report) == {"violations": [], "checks_passed": 42}


@pytest.mark.parametrize("table", ["table2", "table3", "table4", "narrative"])
def test_a_missing_or_null_table_is_skipped(report, table):
    passed = answer(report)["checks_passed"]
    assert answer({**report, table: None})["violations"] == []
    assert answer({**report, table: None})["checks_passed"] <= passed
    del report[table]
    assert answer(report)["violations"] == []


def test_nothing_at_all_violates_nothing():
    assert answer({}) == {"violations": [], "checks_passed": 0}


def test_a_missing_number_skips_the_rules_that_need_it(report):
    row(report, "u3")["cells"]["natural"] = None
    del row(report, "u3")["cells"]["total"]
    report["table3"][5] = None  # d2
    report["table4"]["suit_direct"]["total"] = None
    result = answer(report)
    assert result["violations"] == []
    # I2 of two rows, I3 of seven columns, I4 of one group, I7 of the suits
    assert result["checks_passed"] == 42 + 14 - 2 - 7 - 1 - 1


def test_descriptive_members_are_ignored_wherever_they_stand(report, previous):
    before = answer({**report, "previous": previous})
    for part in (report, previous):
        part["x"] = part["table3"][0]["x"] = part["table3"][0]["cells"]["x"] = {"x": [1, "\ud800"]}
        part["table2"]["x"] = part["table4"]["x"] = part["table4"]["suit_direct"]["x"] = -1.5
        part["year"] = part["organ"] = []
        part["table3"].append({"key": "d", "label": "（三）不予公开", "cells": {"natural": 1}})
    assert answer({**report, "previous": previous}) == before


@pytest.mark.parametrize("table", [{"rules": "三件"}, {"其他": [1]}, {}, None])
def test_table_two_of_2019_is_an_open_object(table):
    report = load(PINGTAN)
    before = answer(report)
    assert answer({**report, "table2": table}) == before
    assert (
        answer({**report, "previous": {**report, "table2": table}})["violations"]
        == before["violations"]
    )


def test_a_report_of_2021_with_the_single_row_of_2019_lacks_an_operand(report):
    report["format_version"] = "2021-oldrow"
    row(report, "total")["cells"]["natural"] += 1
    assert "I3" not in {place[0] for place in found(report)}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("format_version", "2007"),
        ("format_version", None),
        ("table2", []),
        ("table2", 1),
        ("table2.rules", "一"),
        ("table2.rules.issued", -1),
        ("table2.administrative_fees_10k_yuan", "96171.6"),
        ("table2.administrative_fees_10k_yuan", float("nan")),
        ("table2.administrative_fees_10k_yuan", float("inf")),
        ("table2.administrative_fees_10k_yuan", 10**400),
        ("table3", {}),
        ("table3", "表三"),
        ("table3.0", 1),
        ("table3.0.key", 1),
        ("table3.0.cells", []),
        ("table3.0.cells.natural", "3001"),
        ("table3.0.cells.natural", 3001.0),
        ("table3.0.cells.natural", True),
        ("table3.0.cells.natural", -1),
        ("table3.0.cells.natural", 10**400),
        ("table3.0.cells.natural", {}),
        ("table4.reconsideration", [1]),
        ("table4.suit_direct.total", "26"),
        ("narrative", []),
        ("narrative.received", "3119"),
        ("narrative.received", -1),
        ("narrative.reconsideration", "351"),
        ("narrative.reconsideration", True),
        ("narrative.reconsideration", -1),
        ("narrative.reconsideration", [1, 2, 3, 4, 5, 6]),
        ("narrative.reconsideration", [[]]),
        ("previous", []),
        ("previous", {"table3": [{"key": "new", "cells": {"natural": "1"}}]}),
    ],
)
def test_a_wrong_type_is_refused_at_its_place(report, path, value):
    *parents, last = (int(p) if p.isdigit() else p for p in path.split("."))
    part = report
    for parent in parents:
        part = part[parent]
    part[last] = value
    with pytest.raises(ValidationError) as refused:
        ReportCheckIn.model_validate(report)
    [error] = refused.value.errors()
    assert error["loc"][: len(parents) + 1] == (*parents, last)


@pytest.mark.parametrize("body", [None, [], 1, "x"])
def test_what_is_no_report_is_refused(body):
    with pytest.raises(ValidationError):
        ReportCheckIn.model_validate(body)


def test_a_row_given_twice_is_refused(report):
    report["table3"].append(row(report, "new"))
    with pytest.raises(ValidationError, match="given once"):
        ReportCheckIn.model_validate(report)
