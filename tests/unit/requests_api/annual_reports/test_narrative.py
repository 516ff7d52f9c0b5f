"""I7: categories and remedies of the text against the tables, on published reports."""

import pytest
from pydantic import ValidationError

from requests_api.annual_reports.schemas import ReportCheckIn
from tests.unit.requests_api.annual_reports.reports import (
    HONGZE,
    HUAIAN,
    SONGJIANG,
    ask,
    found,
    load,
    row,
    skipped,
)

CATEGORIES = {"refused": "d", "not_provided": "u", "not_processed": "n", "other": "o"}


@pytest.fixture
def report():
    return load(HUAIAN)


def sum_of(document, letter):
    return sum(
        one["cells"]["total"]
        for one in document["table3"]
        if one["key"][0] == letter and one["key"][1:].isdigit()
    )


@pytest.mark.parametrize("key", CATEGORIES)
def test_a_category_of_the_text_is_the_sum_of_its_rows(report, key):
    letter = CATEGORIES[key]
    number = sum_of(report, letter)
    before = ask(report | {"narrative": {}})["checks_passed"]
    answer = ask(report | {"narrative": {key: number}})
    assert (answer["violations"], answer["checks_passed"]) == ([], before + 1)
    wrong = report | {"narrative": {key: number + 1}}
    assert found(wrong) == [("I7", 3, "total", letter, number, number + 1)]
    assert f"正文为{number + 1}" in ask(wrong)["violations"][0]["message"]


@pytest.mark.parametrize("key", CATEGORIES)
def test_a_category_with_a_missing_row_is_not_compared_and_said(report, key):
    letter = CATEGORIES[key]
    row(report, f"{letter}2")["cells"]["total"] = None
    document = report | {"narrative": {key: 1}}
    assert found(document) == []
    assert skipped(document, "I7") == [(3, letter, "total")]


def test_the_single_row_is_its_category():
    document = load(HONGZE) | {"narrative": {"other": 3, "refused": 3, "not_provided": 13}}
    assert [v for v in found(document) if v[0] == "I7"] == [("I7", 3, "total", "o", 0, 3)]


@pytest.mark.parametrize(
    ("stated", "place"),
    [
        (45, ("total", 46, 45)),
        ([46, 24], ("upheld", 25, 24)),
        ([None, None, 6], ("corrected", 5, 6)),
        ({"other": 8}, ("other", 9, 8)),
        ({"pending": 1, "total": 46}, ("pending", 7, 1)),
    ],
)
def test_suits_of_the_text_are_both_kinds_together(report, stated, place):
    report["narrative"] = {"litigation": stated}
    column, expected, printed = place
    assert found(report) == [("I7", 4, column, "litigation", expected, printed)]


def test_suits_are_not_compared_where_one_kind_is_missing():
    document = load(SONGJIANG)
    document["narrative"]["litigation"] = 12
    assert found(document) == []
    assert skipped(document, "I7") == [(4, "litigation", "total")]


@pytest.mark.parametrize("value", ["46", -1, True, [1, 2, 3, 4, 5, 6], [[]], 1.5])
@pytest.mark.parametrize("key", ["litigation", "reconsideration"])
def test_a_remedy_that_is_no_number_is_refused_at_its_place(report, key, value):
    report["narrative"] = {key: value}
    with pytest.raises(ValidationError) as refused:
        ReportCheckIn.model_validate(report)
    assert refused.value.errors()[0]["loc"][:2] == ("narrative", key)


def test_the_text_of_a_published_report_agrees():
    assert found(load(SONGJIANG)) == []
    document = load(SONGJIANG)
    document["narrative"]["reconsideration"] = 191
    assert found(document) == [("I7", 4, "total", "reconsideration", 192, 191)]
