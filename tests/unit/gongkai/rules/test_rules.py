"""The rules as data: every one named, sourced, and with a term only where somebody read one."""

import re

import pytest

from gongkai.contracts import Unit
from gongkai.rules import HOUSE_CONFIRM, RULES, Effect, Severity, rule_label, rule_of


def test_every_rule_stands_once_under_a_chinese_name_of_its_own_with_its_source():
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert len({rule.label for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert re.search("[一-鿿]", rule.label), rule
        assert rule.source, rule


@pytest.mark.parametrize("name", ["DL-28", "DL-29", "DL-29a", "DL-65"])
def test_a_rule_that_nobody_read_has_no_amount_and_gives_none(name):
    assert not rule_of(name).verified
    with pytest.raises(LookupError, match=name):
        _ = rule_of(name).term


def test_what_is_not_read_are_these_rules_alone():
    assert [r.id for r in RULES if not r.verified] == ["DL-28", "DL-29", "DL-29a", "DL-65"]
    assert all(rule.amount is None for rule in RULES if not rule.verified)


def test_an_amount_is_positive_and_has_a_unit_that_is_a_length():
    for rule in RULES:
        if rule.amount is not None:
            assert rule.amount > 0, rule
            assert rule.unit not in (None, Unit.DATE), rule


@pytest.mark.parametrize(
    ("name", "amount", "unit", "effect", "severity"),
    [
        ("DL-01", 20, Unit.WORKING_DAY, Effect.NONE, Severity.STATUTORY),
        ("DL-02", 20, Unit.WORKING_DAY, Effect.EXTENDS, Severity.STATUTORY),
        ("DL-03", 7, Unit.WORKING_DAY, Effect.SUSPENDS, Severity.STATUTORY),
        ("DL-08", 15, Unit.WORKING_DAY, Effect.SUSPENDS, Severity.STATUTORY),
        ("DL-11", None, Unit.DATE, Effect.REPLACES, Severity.STATUTORY),
        ("DL-20", 60, Unit.NATURAL_DAY, Effect.NONE, Severity.STATUTORY),
        ("DL-25", 6, Unit.MONTH, Effect.NONE, Severity.STATUTORY),
        ("DL-27", 20, Unit.WORKING_DAY, Effect.NONE, Severity.STATUTORY),
        ("DL-42", 15, Unit.WORKING_DAY, Effect.NONE, Severity.PRESCRIBED),
        ("DL-45", None, None, Effect.SUSPENDS, Severity.PRESCRIBED),
        ("DL-50", 3, Unit.MONTH, Effect.NONE, Severity.PRESCRIBED),
        ("DL-60", 5, Unit.HOUR, Effect.NONE, Severity.PRESCRIBED),
        (HOUSE_CONFIRM, 1, Unit.WORKING_DAY, Effect.NONE, Severity.INTERNAL),
    ],
)
def test_a_rule_says_what_its_text_says(name, amount, unit, effect, severity):
    rule = rule_of(name)
    assert (rule.amount, rule.unit, rule.effect, rule.severity) == (amount, unit, effect, severity)


def test_a_rule_that_is_not_known_shows_its_id():
    assert rule_label("DL-01") == "答复期限"
    assert rule_label("DL-999") == "DL-999"
    with pytest.raises(KeyError):
        rule_of("DL-999")
