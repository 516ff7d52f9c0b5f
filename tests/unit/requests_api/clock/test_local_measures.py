"""Local rule sets beside the national text."""

from datetime import date

import pytest

from gongkai.calendar import Notice, NoticeDay
from requests_api.clock import (
    Channel,
    ClockFacts,
    State,
    evaluate,
    explain,
    rule_set_of,
)
from requests_api.clock.rules import LocalMeasures, local_measures
from tests.unit.requests_api.clock.stories import (
    CALENDAR,
    LATE,
    MARCH_3,
    clock,
    codes,
    day,
    event,
    rules,
)


def test_a_pause_moves_the_local_clock_only():
    pause = (event("paused", day(3, 5)), event("resumed", day(3, 21)))
    local = clock(*pause, jurisdiction="150800")
    assert rules(local) == [("DL-42", day(4, 10)), ("DL-01", day(3, 31))]
    assert (local.due_on, codes(local)) == (day(3, 31), [])
    assert local.rule_set == "bayannur-measures"
    assert local.can_pause, "though the national clock governs, which cannot"


@pytest.mark.parametrize("channel", [Channel.ORAL, Channel.ONLINE])
@pytest.mark.parametrize(("place", "can_pause"), [("150800", True), (None, False)])
def test_a_case_can_pause_where_the_text_of_its_place_does(channel, place, can_pause):
    assert clock(channel=channel, jurisdiction=place).can_pause is can_pause


def test_what_both_clocks_remark_is_said_once():
    late = event("extended", day(3, 20), working_days=21)
    assert codes(clock(late, jurisdiction="150800")) == ["extension_over_cap"]


def test_an_open_pause_leaves_the_national_date():
    evaluation = clock(event("paused", day(3, 5)), jurisdiction="150800", as_of=day(3, 10))
    assert (evaluation.due_on, evaluation.state) == (day(3, 31), State.RUNNING)


def test_under_the_national_text_a_pause_has_no_effect():
    evaluation = clock(event("paused", day(3, 5)), event("resumed", day(3, 21)))
    assert (evaluation.due_on, codes(evaluation)) == (day(3, 31), ["pause_without_effect"] * 2)


def test_a_resumption_without_a_pause_is_reported():
    evaluation = clock(event("resumed", day(3, 5)), rule_set="bayannur-measures")
    assert (evaluation.due_on, codes(evaluation)) == (day(3, 24), ["resumed_without_letter"])


def test_the_longest_prefix_wins_and_validity_bounds():
    wide = LocalMeasures("wide", "甲", "15", "X", 10, "", pauses=False, pause_basis="")
    narrow = LocalMeasures(
        "narrow", "乙", "1508", "Y", 9, "", False, "", valid_until=date(2020, 1, 1)
    )
    both = (wide, narrow)
    assert local_measures("150800", date(2019, 1, 1), both) is narrow
    assert local_measures("150800", date(2021, 1, 1), both) is wide
    assert local_measures("150100", date(2019, 1, 1), both) is wide
    assert local_measures("610116", date(2019, 1, 1), both) is None


@pytest.mark.parametrize(
    ("received", "rule_set"),
    [
        (day(2, 28), "regulation-2019"),
        (day(3, 3), "measures"),
        (day(3, 7), "measures"),
        (day(3, 8), "regulation-2019"),
    ],
)
def test_a_local_text_holds_from_its_first_to_its_last_day(received, rule_set):
    bounds = {"valid_from": day(3, 3), "valid_until": day(3, 7)}
    text = LocalMeasures("measures", "甲", "15", "DL-42", 10, "", False, "", **bounds)
    facts = ClockFacts(received, Channel.ORAL, jurisdiction="150800")
    assert evaluate(facts, CALENDAR, received, [text]).rule_set == rule_set


def test_on_a_tie_the_local_clock_governs():
    # The local clock stands for five working days: fifteen and five are twenty.
    pause = (event("paused", day(3, 5)), event("resumed", day(3, 12)))
    evaluation = clock(*pause, jurisdiction="150800", as_of=day(3, 14))
    assert rules(evaluation) == [("DL-42", day(3, 31)), ("DL-01", day(3, 31))]
    assert (evaluation.working_days, evaluation.elapsed_working_days) == (15, 4)


def test_rule_sets_are_found_by_id():
    assert rule_set_of("regulation-2007").extension_cap == 15
    assert rule_set_of("bayannur-measures").extension_cap == 20
    assert rule_set_of("bayannur-measures", date(2019, 5, 14)).extension_cap == 15
    assert rule_set_of("bayannur-measures", date(2019, 5, 15)).extension_cap == 20
    for unknown in (rule_set_of, lambda name: clock(rule_set=name)):
        with pytest.raises(KeyError, match="nowhere"):
            unknown("nowhere")


def test_regional_days_move_the_clock_of_their_region():
    nadam = Notice(
        "n", 2025, "那达慕", "test", (NoticeDay(day(3, 10), "那达慕"),), jurisdiction="15"
    )
    calendar = CALENDAR.with_notices([nadam])
    here = ClockFacts(MARCH_3, Channel.ORAL, rule_set="regulation-2019", jurisdiction="150800")
    elsewhere = ClockFacts(MARCH_3, Channel.ORAL, jurisdiction="610116")
    assert evaluate(here, calendar, LATE).due_on == day(4, 1)
    assert evaluate(elsewhere, calendar, LATE).due_on == day(3, 31)
    rows = explain(evaluate(here, calendar, LATE), calendar, "150800")
    assert {row.on: row.reason for row in rows}[day(3, 10)] == "holiday"
