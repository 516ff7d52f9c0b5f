"""What a letter to a third party or an organ does to the clock."""

from datetime import date

from requests_api.clock import (
    Party,
    State,
    explain,
)
from tests.unit.requests_api.clock.stories import CALENDAR, clock, codes, day, event, rules


def test_while_a_letter_is_open_no_date_is_known_but_its_own():
    letter = event("consultation_sent", day(3, 5), ref="甲", party=Party.THIRD_PARTY)
    evaluation = clock(letter, as_of=day(3, 10))
    assert (evaluation.state, evaluation.due_on) == (State.STOPPED, None)
    assert [stop.event.ref for stop in evaluation.stopped_by] == ["甲"]
    assert rules(evaluation) == [("DL-08", day(3, 26))]
    assert evaluation.deadlines[0].ref == "甲"
    assert (evaluation.elapsed_working_days, evaluation.remaining_working_days) == (2, 18)
    assert explain(evaluation, CALENDAR)[-1].on == day(3, 10)


def test_on_the_last_day_of_the_term_the_date_is_known_and_the_letter_still_open():
    letter = event("consultation_sent", day(3, 5), party=Party.ORGAN)
    on_the_day = clock(letter, as_of=day(3, 26))
    day_after = clock(letter, as_of=day(3, 27))
    assert on_the_day.state is State.STOPPED
    assert [rule for rule, _ in rules(on_the_day)] == ["DL-01", "DL-09"]
    assert day_after.state is State.RUNNING
    assert [rule for rule, _ in rules(day_after)] == ["DL-01"]
    assert on_the_day.due_on == day_after.due_on


def test_a_letter_delivered_before_it_was_sent_has_its_term_from_sending():
    wrong = event("consultation_sent", day(3, 5), delivered_on=day(3, 4))
    assert rules(clock(wrong, as_of=day(3, 10))) == [("DL-08", day(3, 26))]


def test_a_delivery_is_known_from_its_own_day():
    letter = event("consultation_sent", day(3, 5), delivered_on=day(3, 10))
    assert rules(clock(letter, as_of=day(3, 9))) == [("DL-08", day(3, 26))]
    assert rules(clock(letter, as_of=day(3, 10))) == [("DL-08", day(3, 31))]


def test_an_answer_on_the_last_day_of_the_term_is_in_time():
    letter = event("consultation_sent", day(3, 5))
    assert codes(clock(letter, event("consultation_answered", day(3, 26)))) == []
    [late] = clock(letter, event("consultation_answered", day(3, 27))).warnings
    assert late.code == "answer_after_period"


def test_an_answer_after_the_term_changes_nothing():
    letter = event("consultation_sent", day(3, 5))
    late = event("consultation_answered", day(4, 20))
    assert clock(letter, late).due_on == clock(letter).due_on
    assert codes(clock(letter, late)) == ["answer_after_period"]


def test_an_answer_without_a_letter_is_computed_as_nothing():
    evaluation = clock(event("consultation_answered", day(3, 5)))
    assert evaluation.due_on == day(3, 31)
    assert codes(evaluation) == ["consultation_answered_without_letter"]
    assert "没有" in evaluation.warnings[0].basis


def test_two_open_letters_need_a_reference():
    letters = (
        event("consultation_sent", day(3, 5), ref="a"),
        event("consultation_sent", day(3, 6), ref="b"),
    )
    evaluation = clock(*letters, event("consultation_answered", day(3, 10)))
    assert codes(evaluation) == ["consultation_answered_ref_required"]
    assert "ref" in evaluation.warnings[0].basis


def test_the_party_tells_two_letters_apart():
    evaluation = clock(
        event("consultation_sent", day(3, 5), party=Party.ORGAN),
        event("consultation_sent", day(3, 5), party=Party.THIRD_PARTY),
        event("consultation_answered", day(3, 6), party=Party.ORGAN),
        as_of=day(3, 10),
    )
    assert codes(evaluation) == []
    assert [rule for rule, _ in rules(evaluation)] == ["DL-08"]


def test_under_the_text_of_2007_a_third_party_stops_without_limit():
    letter = event("consultation_sent", date(2017, 3, 8))
    waiting = clock(letter, received_on=date(2017, 3, 6), as_of=date(2017, 12, 1))
    assert (waiting.state, waiting.due_on, waiting.deadlines) == (State.STOPPED, None, ())
    answered = clock(
        letter,
        event("consultation_answered", date(2017, 6, 1)),
        received_on=date(2017, 3, 6),
        as_of=date(2017, 12, 1),
    )
    assert answered.due_on == CALENDAR.nth_working_day_after(date(2017, 6, 1), 13)
