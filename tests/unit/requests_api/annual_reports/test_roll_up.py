"""I8: a report that rolls others up holds the sums of their numbers."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.requests_api.annual_reports.reports import (
    COLUMNS,
    HONGZE,
    HUAIAN,
    KEWEI,
    ask,
    cells,
    found,
    load,
    row,
    skipped,
)


@pytest.fixture
def part():
    return load(HUAIAN) | {"narrative": {}}


def doubled(document):
    """The report of two organs with these numbers each."""
    whole = copy.deepcopy(document)

    def twice(value):
        if isinstance(value, dict):
            return {name: twice(inner) for name, inner in value.items()}
        return value * 2 if isinstance(value, int) else value

    whole["table2"], whole["table4"] = twice(whole["table2"]), twice(whole["table4"])
    for one in whole["table3"]:
        one["cells"] = twice(one["cells"])
    return whole


def i8(document):
    return [one[1:] for one in found(document) if one[0] == "I8"]


def test_the_sums_of_all_parts_hold(part):
    whole = doubled(part)
    alone = ask(whole)["checks_passed"]
    answer = ask(whole | {"parts": [part, part]})
    assert answer["violations"] == []
    # 25 rows of seven columns, three groups of five, six counts of documents and three of matters
    assert answer["checks_passed"] == alone + 25 * 7 + 15 + 9
    assert skipped(whole | {"parts": [part, part]}, "I8") == []


@pytest.mark.parametrize("key", ["new", "d6", "o3", "carried_out"])
@pytest.mark.parametrize("column", ["natural", "total"])
def test_a_cell_that_is_not_the_sum_is_found(part, key, column):
    whole = doubled(part)
    expected = row(whole, key)["cells"][column]
    row(whole, key)["cells"][column] = expected + 1
    assert i8(whole | {"parts": [part, part]}) == [(3, column, key, expected, expected + 1)]


def test_tables_two_and_four_are_summed_too(part):
    whole = doubled(part)
    whole["table2"]["permits"] += 1
    whole["table2"]["normative_documents"]["issued"] += 2
    whole["table4"]["suit_direct"]["pending"] += 3
    assert {
        (table, key, column) for table, column, key, *_ in i8(whole | {"parts": [part, part]})
    } == {
        (2, "permits", "number"),
        (2, "normative_documents", "issued"),
        (4, "suit_direct", "pending"),
    }


def test_a_part_that_was_forgotten_is_seen(part):
    whole = doubled(part)
    assert (3, "total", "new", 3119, 6238) in i8(whole | {"parts": [part]})


def test_a_missing_number_of_a_part_is_said_by_its_part(part):
    other = copy.deepcopy(part)
    row(other, "d6")["cells"]["natural"] = None
    document = doubled(part) | {"parts": [part, other]}
    assert i8(document) == []
    assert skipped(document, "I8") == [(3, "d6", "natural")]
    [told] = [n for n in ask(document)["not_compared"] if n["rule"] == "I8"]
    assert "第2份报告的数" in told["message"]


def test_a_part_without_a_table_is_said_once(part):
    document = doubled(part) | {"parts": [part, {**part, "table4": None}]}
    assert i8(document) == []
    assert skipped(document, "I8") == [(4, None, None)]


def test_parts_of_both_forms_are_compared_by_other_handling_as_a_whole():
    """洪泽 prints 其他处理 in one row, 上海科委 in three."""
    whole, parts = load(KEWEI) | {"narrative": {}}, [load(HONGZE), load(KEWEI)]
    for one in whole["table3"]:
        if one["key"] not in ("o1", "o2", "o3"):
            added = row(parts[0], one["key"])["cells"]
            one["cells"] = {
                c: None if one["cells"][c] is None else one["cells"][c] + added[c] for c in COLUMNS
            }
    document = whole | {"parts": parts}
    assert [place for place in i8(document) if place[0] == 3] == []
    row(whole, "o3")["cells"]["natural"] += 1
    assert (3, "natural", "o", 12, 13) in i8(document)


def test_no_parts_are_said_to_be_missing(part):
    assert skipped(part | {"parts": []}, "I8") == skipped(part, "I8") == [(None, None, None)]


@settings(max_examples=40)
@given(st.lists(st.lists(st.integers(0, 50), min_size=6, max_size=6), min_size=1, max_size=5))
def test_sums_of_any_parts_hold_and_one_more_never_does(numbers):
    parts = [{"table3": [{"key": "new", "cells": cells(*one, sum(one))}]} for one in numbers]
    added = [sum(column) for column in zip(*numbers, strict=True)]
    whole = {"table3": [{"key": "new", "cells": cells(*added, sum(added))}], "parts": parts}
    assert found(whole) == []
    whole["table3"][0]["cells"]["business"] += 1
    whole["table3"][0]["cells"]["total"] += 1
    assert [one[:4] for one in found(whole)] == [
        ("I8", 3, "business", "new"),
        ("I8", 3, "total", "new"),
    ]
