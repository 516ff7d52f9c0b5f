"""A calendar with local texts that were loaded: which version holds, and what the version says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.calendar import Notice, NoticeDay
from requests_api.clock import Channel, ClockFacts, evaluate
from requests_api.clock.almanac import Almanac, days_of, loaded_in, texts_of
from requests_api.clock.rules import (
    LOCAL,
    LocalMeasures,
    lengthens,
    local_measures,
    national_text,
    rules_of_case,
    versions_at,
)
from tests.unit.requests_api.clock.stories import CALENDAR

FROM = date(2025, 3, 3)


def measures(version=1, base=10, *, code="sample", prefix="6101", valid_from=FROM, **more):
    return LocalMeasures(
        code,
        "示例办法",
        prefix,
        "LOCAL-ANSWER",
        base,
        "第1条",
        pauses=False,
        pause_basis="",
        valid_from=valid_from,
        version=version,
        source="示例",
        **more,
    )


def test_a_loaded_text_moves_the_date_of_its_place_alone():
    almanac = Almanac(loaded=[measures()])
    facts = ClockFacts(FROM, Channel.ORAL, jurisdiction="610116")
    here = evaluate(facts, almanac, FROM)
    assert (here.rule_set, here.working_days) == ("sample", 10)
    assert [each.rule for each in here.deadlines] == ["LOCAL-ANSWER", "DL-01"]
    elsewhere = ClockFacts(FROM, Channel.ORAL, jurisdiction="310000")
    assert evaluate(elsewhere, almanac, FROM) == evaluate(elsewhere, CALENDAR, FROM)._replace(
        calendar_version=almanac.version
    )


def test_what_ships_stands_beside_what_was_loaded():
    almanac = Almanac(loaded=[measures()])
    assert set(texts_of(almanac)) == {*LOCAL, measures()}
    assert texts_of(CALENDAR) == LOCAL
    assert loaded_in(CALENDAR) == ()
    facts = ClockFacts(FROM, Channel.ORAL, jurisdiction="150800")
    assert evaluate(facts, almanac, FROM).rule_set == "bayannur-measures"


def test_the_version_tells_days_and_texts_apart():
    plain, text = Almanac(), Almanac(loaded=[measures()])
    assert plain.version == CALENDAR.version
    assert text.version != plain.version
    assert days_of(text.version) == days_of(plain.version) == plain.version
    assert len(text.version) == len(plain.version) + len("~") + 6
    assert Almanac(loaded=[measures(base=9)]).version != text.version
    both = [measures(), measures(2, 8)]
    assert Almanac(loaded=both).version == Almanac(loaded=both[::-1]).version
    notice = Notice("n", 2025, "测试", "测试", (NoticeDay(date(2025, 3, 5), "测试节"),))
    laid = text.with_notices([notice])
    assert loaded_in(laid) == (measures(),)
    assert days_of(laid.version) != days_of(text.version)
    assert not laid.is_working_day(date(2025, 3, 5))


def test_other_notices_leave_the_place_and_the_years_as_they_were():
    almanac = Almanac(loaded=[measures()], through_year=2025, jurisdiction="610116")
    laid = almanac.with_notices([])
    assert (laid.jurisdiction, laid.version) == ("610116", almanac.version)
    assert laid.version != Almanac(loaded=[measures()], through_year=2026).version


def test_a_later_version_holds_from_its_first_day_and_the_earlier_one_before():
    first, second = measures(), measures(2, 8, valid_from=FROM + timedelta(days=30))
    texts = (second, first)
    assert local_measures("610116", FROM, texts) is first
    assert local_measures("610116", FROM + timedelta(days=29), texts) is first
    assert local_measures("610116", FROM + timedelta(days=30), texts) is second
    assert local_measures("610116", FROM - timedelta(days=1), texts) is None


def test_a_version_that_ends_does_not_bring_an_earlier_one_back():
    ended = measures(2, 8, valid_until=FROM + timedelta(days=9))
    texts = (measures(), ended)
    assert local_measures("610116", FROM + timedelta(days=9), texts) is ended
    assert local_measures("610116", FROM + timedelta(days=10), texts) is None


def test_a_version_for_another_place_leaves_the_first_place_to_the_national_text():
    moved = measures(2, 8, prefix="6102", valid_from=FROM + timedelta(days=5))
    day = FROM + timedelta(days=5)
    assert local_measures("610116", day, (measures(), moved)) is None
    assert local_measures("610201", day, (measures(), moved)) is moved
    assert local_measures("610116", FROM, (measures(), moved)) is not None


TODAY = FROM + timedelta(days=60)


@pytest.mark.parametrize(
    ("changes", "is_longer"),
    [
        ({}, False),
        ({"base": 9}, False),
        ({"base": 11}, True),
        ({"base": 11, "valid_from": TODAY}, True),
        ({"base": 11, "valid_from": TODAY + timedelta(days=1)}, False),
        ({"prefix": "61"}, False),
        ({"prefix": "610116"}, True),
        ({"prefix": "6102"}, True),
        ({"valid_until": TODAY}, False),
        ({"valid_until": TODAY - timedelta(days=1)}, True),
    ],
)
def test_what_makes_a_term_longer_that_runs_already(changes, is_longer):
    assert lengthens([measures()], measures(2, **{"base": 10, **changes}), TODAY) is is_longer


def test_what_ended_before_is_lengthened_by_nothing_that_begins_later():
    ended = measures(valid_until=FROM + timedelta(days=5))
    later = measures(2, 15, valid_from=FROM + timedelta(days=6))
    assert not lengthens([ended], later, TODAY)
    assert lengthens([ended], measures(2, 15), TODAY)


def test_a_version_is_compared_with_every_one_that_speaks_of_what_was_received():
    """A longer one from tomorrow on does not open the way for one that begins before."""
    later = measures(2, 15, valid_from=TODAY + timedelta(days=1))
    assert not lengthens([measures()], later, TODAY)
    assert lengthens([measures(), later], measures(3, 15), TODAY)
    assert not lengthens([measures(), measures(2, 15)], measures(3, 15), TODAY)


def test_a_nearer_text_of_another_code_can_lengthen_too():
    district = replace(measures(1, 15, prefix="610116"), id="district")
    assert lengthens([measures()], district, TODAY)
    assert not lengthens([measures()], replace(district, base=9), TODAY)
    assert not lengthens([], district, TODAY), "it shortens the national term"


DAYS = st.dates(date(2024, 1, 2), date(2026, 6, 30))


@given(DAYS, st.integers(1, 20), st.lists(st.tuples(DAYS, st.integers(1, 20)), max_size=4))
def test_no_loaded_text_ever_moves_a_date_later_than_the_national_one(received, base, more):
    texts = [measures(1, base, valid_from=date(2024, 1, 1))]
    texts += [measures(2 + at, days, valid_from=day) for at, (day, days) in enumerate(more)]
    facts = ClockFacts(received, Channel.ORAL, jurisdiction="610116")
    local = evaluate(facts, Almanac(loaded=texts), received)
    national = evaluate(facts, CALENDAR, received)
    assert local.due_on <= national.due_on
    (holds,) = versions_at(received, texts)
    assert holds.version == max(t.version for t in texts if t.valid_from <= received)
    assert local.due_on == CALENDAR.nth_working_day_after(received, holds.base)


def test_what_a_loaded_text_does_not_set_is_read_from_the_national_text():
    assert rules_of_case("sample", date(2026, 1, 5)) is national_text(date(2026, 1, 5))
    assert rules_of_case("sample", date(2019, 5, 14)).extension_cap == 15
    assert rules_of_case("bayannur-measures", None).pauses
    assert rules_of_case("bayannur-measures", date(2019, 5, 14)).extension_cap == 15
    assert rules_of_case("bayannur-measures", date(2026, 1, 5)).extension_cap == 20


def test_a_named_text_counts_in_the_version_of_the_receipt_and_else_in_its_first():
    texts = [measures(), measures(2, 8, valid_from=FROM + timedelta(days=30))]
    almanac = Almanac(loaded=texts)

    def days(received):
        facts = ClockFacts(received, Channel.ORAL, rule_set="sample")
        return evaluate(facts, almanac, received).working_days

    assert days(FROM) == 10
    assert days(FROM + timedelta(days=30)) == 8
    assert days(FROM - timedelta(days=30)) == 10
