"""The numbers that the documents set (docs/requirements.md, `N-…`) are data: a rule of the
platform, or a limit, an element or a threshold of a kind; each with its source and, where it is of
one place, with that and its time. Those of parts that are still to come are named, so that none is
forgotten.
"""

import re
from pathlib import Path

import pytest

from catalog_api.data.shipped_kinds import shipped_kinds
from catalog_api.entry_reviews.kinds import LEVELS
from gongkai.contracts import Unit
from gongkai.rules import rule_of

PAGE = Path(__file__).parents[2] / "docs/requirements.md"
KINDS = {kind.code: kind.definition for kind in shipped_kinds()}
BY_RULE = {
    "N-05": {"DL-60": (5, Unit.HOUR), "DL-61": (24, Unit.HOUR)},
    "N-06": {"DL-63": (5, Unit.WORKING_DAY), "DL-64": (5, Unit.WORKING_DAY)},
    "N-07": {"DL-48": (1, Unit.WORKING_DAY), "DL-49": (1, Unit.WORKING_DAY)},
    "N-08": {"DL-50": (3, Unit.MONTH)},
    "N-09": {"DL-47": (5, Unit.NATURAL_DAY)},
    "N-10": {"DL-43": (15, Unit.NATURAL_DAY)},
    "N-11": {"DL-40": (30, Unit.NATURAL_DAY), "DL-44": (30, Unit.NATURAL_DAY)},
}
LATER = {
    **dict.fromkeys(("N-01", "N-02", "N-03", "N-04"), "scoring"),
    "N-12": "channels and boards",
    "N-13": "yearly logs",
    "N-15": "channels and boards",
    "N-19": "tasks",
}
"""Numbers that no part holds yet, with the one that will."""
BY_CATALOGUE = {"N-14", "N-16", "N-17", "N-18"}


def rows():
    text = PAGE.read_text("utf-8")
    return dict(re.findall(r"^\| (N-\d+) \|.*?\| ([^|]*) \|$", text, re.MULTILINE))


def test_every_number_is_held_or_waits_for_its_part():
    found = rows()
    assert set(found) == set(BY_RULE) | set(LATER) | BY_CATALOGUE
    assert [n for n, part in LATER.items() if f"*{part}*" not in found[n]] == []


@pytest.mark.parametrize("number", BY_RULE)
def test_a_term_is_a_rule_with_its_amount_and_source(number):
    for rule_id, told in BY_RULE[number].items():
        rule = rule_of(rule_id)
        assert (rule.amount, rule.unit) == told
        assert rule.source
        assert rule_id in rows()[number]


def test_a_threshold_stands_in_its_kind_with_place_and_time():
    (demand,) = KINDS["medical_procurement"].local_demands
    (threshold,) = demand.thresholds
    assert (threshold.at_least, threshold.unit) == (2_000_000, "元")
    assert (demand.jurisdiction, demand.source.place) == ("3415", "第67行")
    assert demand.valid_from
    assert demand.valid_until


def test_a_catalogue_has_eight_elements_and_a_board_thirty_days():
    assert len(KINDS["standard_catalogues"].schema_["required"]) == 8
    (demand,) = KINDS["notice_board_postings"].local_demands
    (limit,) = demand.limits
    assert (limit["n"], limit["at_least"], demand.jurisdiction) == (30, True, "1508")


def test_three_levels_of_review_ship():
    assert len(LEVELS) == 3
