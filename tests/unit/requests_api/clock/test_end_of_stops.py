"""No stop lasts longer than the law lets the office wait, whatever comes later or never.

A fee notice stops the clock at the latest until the term for paying is over (国办函〔2020〕109号,
DL-12); one that is delivered when the running term is over stops it no longer.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_api.clock import Channel, ClockFacts, EventType, State, evaluate, explain
from requests_api.clock.rules import REGULATION_2019
from requests_api.clock.segments import EventfulClock
from requests_api.clock.stops import Frame
from tests.unit.requests_api.clock.stories import CALENDAR, MARCH_3, clock, codes, day, event, rules

NOTICED = event("fee_notified", day(3, 5), ref="fee")
DELIVERED = replace(NOTICED, delivered_on=day(3, 10))
# Two days count before the notice; the term for paying is 03-06 to 04-02, from the delivery on
# 03-10 it is 03-11 to 04-08 (04-04 is a holiday); eighteen days are left from there.
CAPPED, CAPPED_FROM_DELIVERY = day(4, 28), day(5, 6)
STARTS = st.dates(date(2019, 5, 15), date(2024, 6, 30))


@pytest.mark.parametrize(
    ("notice", "last", "due"),
    [(NOTICED, day(4, 2), CAPPED), (DELIVERED, day(4, 8), CAPPED_FROM_DELIVERY)],
)
@pytest.mark.parametrize("later", [None, "fee_waived", "fee_paid"])
@pytest.mark.parametrize("months", [1, 12])
def test_a_fee_stops_the_clock_at_the_latest_until_the_term_for_paying_is_over(
    notice, last, due, later, months
):
    on = last + timedelta(days=30 * months)
    after = [] if later is None else [event(later, on, ref="fee")]
    evaluation = clock(notice, *after, as_of=on)
    assert (evaluation.due_on, evaluation.day_zeros) == (due, (MARCH_3,))
    said = {None: "fee_notified_period_lapsed"}.get(later, f"{later}_late")
    assert codes(evaluation) == [said]
    assert str(last) in evaluation.warnings[0].basis
    if later is None:
        assert evaluation.warnings[0].basis == (
            f"期限已于{last}届满，可按放弃申请处理；答复期限自{last}次日起继续计算"
        )
    stopped = [row for row in explain(evaluation, CALENDAR) if row.reason == "stopped"]
    assert (stopped[0].on, stopped[-1].on) == (day(3, 6), last)
    assert all("缴费期限届满" in row.basis for row in stopped)
    assert evaluation.late_by_working_days is not None


def test_the_clock_runs_on_from_the_day_after_the_term_for_paying_while_the_payment_is_awaited():
    def told(on):
        at = clock(NOTICED, as_of=on)
        return at.state, at.due_on, len(at.stopped_by), len(at.unanswered), rules(at)

    period = ("DL-12", day(4, 2))
    assert told(day(4, 1)) == (State.STOPPED, None, 1, 0, [period])
    assert told(day(4, 2)) == (State.STOPPED, CAPPED, 1, 0, [("DL-01", CAPPED), period])
    assert told(day(4, 3)) == (State.RUNNING, CAPPED, 0, 1, [("DL-01", CAPPED), period])


def test_a_payment_on_the_last_day_of_its_term_starts_anew_and_one_later_runs_on():
    in_time = clock(NOTICED, event("fee_paid", day(4, 2)))
    assert (in_time.due_on, in_time.day_zeros[-1], codes(in_time)) == (day(4, 30), day(4, 2), [])
    late = clock(NOTICED, event("fee_paid", day(4, 3)))
    assert (late.due_on, codes(late)) == (CAPPED, ["fee_paid_late"])
    from_delivery = clock(DELIVERED, event("fee_paid", day(4, 8)))
    assert from_delivery.day_zeros[-1] == day(4, 8)


def test_what_counts_as_given_up_is_owed_nothing_from_its_notice_on():
    """The office need not hurry to say so: no answer is late that is none."""
    given_up = clock(NOTICED, event("abandoned", day(6, 16)))
    assert (given_up.state, given_up.late_by_working_days) == (State.ENDED, None)
    for end in ("replied", "closed", "withdrawn"):
        ended = clock(NOTICED, event(end, day(6, 16)))
        assert (ended.due_on, ended.late_by_working_days) == (CAPPED, 31), end
    waived = clock(NOTICED, event("fee_waived", day(5, 9)), event("abandoned", day(6, 16)))
    assert waived.due_on == CAPPED


def test_without_a_correction_nothing_is_owed_but_an_answer_that_is_given_counts():
    """条例30: the term counts from the corrected application; nothing is handled without one."""
    notice = event("correction_notified", day(3, 5))  # to be corrected by 03-26
    silent = clock(notice, as_of=day(12, 1))
    assert (silent.state, silent.due_on) == (State.STOPPED, None)
    assert clock(notice, event("abandoned", day(12, 1))).late_by_working_days is None
    answered = clock(notice, event("replied", day(12, 1)))
    assert answered.due_on == day(4, 22)
    assert answered.late_by_working_days is not None
    corrected = clock(notice, event("correction_received", day(12, 1)))
    assert corrected.day_zeros[-1] == day(12, 1)


def test_a_notice_after_the_term_that_ran_on_restarts_nothing():
    again = clock(
        NOTICED,
        event("correction_notified", day(4, 29)),
        event("correction_received", day(5, 6)),
    )
    assert (again.due_on, again.day_zeros) == (CAPPED, (MARCH_3,))
    assert "restart_without_effect" in codes(again)


@pytest.mark.parametrize("party", ["third_party", "organ"])
def test_a_consultation_without_an_answer_stops_until_its_fifteen_days_are_over(party):
    letter = event("consultation_sent", day(3, 5), ref="a", party=party)
    for as_of in (day(4, 1), day(12, 31)):
        assert clock(letter, as_of=as_of).due_on == day(4, 22)


def test_a_notice_that_is_delivered_when_the_term_is_over_lengthens_no_stop():
    """Whoever delivers late gains nothing; the applicant's own period counts all the same."""
    in_time = clock(replace(NOTICED, delivered_on=CAPPED), as_of=CAPPED)
    assert (in_time.state, in_time.due_on, codes(in_time)) == (State.STOPPED, None, [])
    next_day = CAPPED + timedelta(days=1)
    late = clock(replace(NOTICED, delivered_on=next_day), as_of=next_day + timedelta(days=2))
    assert (late.state, late.due_on) == (State.RUNNING, CAPPED)
    assert codes(late) == ["delivery_without_effect"]
    assert f"{CAPPED}届满" in late.warnings[0].basis
    own = dict(rules(late))["DL-12"]
    assert own == CALENDAR.nth_working_day_after(next_day, 20)
    assert [stop.event.ref for stop in late.unanswered] == ["fee"]


def test_of_notices_that_come_on_one_day_after_the_term_none_saves_the_other():
    notices = [event("fee_notified", day(3, 5), ref=ref, delivered_on=day(6, 2)) for ref in "ab"]
    evaluation = clock(*notices, as_of=day(6, 3))
    assert evaluation.due_on == CAPPED
    assert codes(evaluation) == ["delivery_without_effect"] * 2


def test_a_fee_paid_in_a_term_that_began_when_the_clock_had_run_out_restarts_nothing():
    paid = clock(replace(NOTICED, delivered_on=day(6, 2)), event("fee_paid", day(6, 9)))
    assert (paid.due_on, paid.day_zeros) == (CAPPED, (MARCH_3,))
    assert codes(paid) == ["delivery_without_effect"]


@pytest.mark.parametrize(
    ("choices", "as_of", "due", "zeros"),
    [
        ({"late_payment_restarts": True}, day(12, 31), day(9, 28), 2),
        ({"fee_stop_ends_with_term": False}, day(12, 31), day(9, 25), 1),
        ({"fee_days": 10}, day(12, 31), day(4, 15), 1),
    ],
)
def test_how_a_fee_that_is_paid_late_counts_is_a_choice_of_the_text(choices, as_of, due, zeros):
    frame = Frame(replace(REGULATION_2019, **choices), CALENDAR, MARCH_3, MARCH_3, as_of, as_of)
    evaluation = EventfulClock(frame, MARCH_3).evaluate([NOTICED, event("fee_paid", day(9, 1))])
    assert (evaluation.due_on, len(evaluation.day_zeros)) == (due, zeros)


def test_whether_a_correction_s_stop_ends_with_its_period_is_a_choice_of_the_text():
    taken = replace(REGULATION_2019, correction_stop_ends_with_period=True)
    frame = Frame(taken, CALENDAR, MARCH_3, MARCH_3, day(5, 8), day(5, 8))
    notice = event("correction_notified", day(3, 5))
    assert EventfulClock(frame, MARCH_3).evaluate([notice]).due_on == day(4, 22)
    late = replace(notice, delivered_on=day(4, 23))
    found = EventfulClock(frame, MARCH_3).evaluate([late])
    assert (found.due_on, codes(found)) == (day(4, 22), ["delivery_without_effect"])


def _due(start, *events):
    as_of = start + timedelta(days=1200)
    facts = ClockFacts(start, Channel.IN_PERSON, events=events)
    return evaluate(facts, CALENDAR, as_of).due_on


@given(STARTS, st.integers(0, 25), st.none() | st.integers(0, 60), st.integers(0, 500))
def test_no_waiver_payment_or_silence_after_the_term_is_worth_more_than_its_last_day(
    start, after, delivered, later
):
    sent = start + timedelta(days=after)
    came = None if delivered is None else sent + timedelta(days=delivered)
    notice = event("fee_notified", sent, delivered_on=came)
    silent = _due(start, notice)
    last = CALENDAR.nth_working_day_after(max(sent, came or sent), 20)
    for kind in (EventType.FEE_WAIVED, EventType.FEE_PAID):
        on = last + timedelta(days=1 + later)
        assert _due(start, notice, event(kind, on)) == silent
    waived = event("fee_waived", last)
    assert _due(start, notice, waived) == silent


@given(STARTS, st.integers(0, 25), st.integers(0, 400), st.integers(0, 30))
def test_a_stop_leaves_out_twenty_working_days_from_its_delivery_at_most(
    start, after, delivered, more
):
    sent = start + timedelta(days=after)
    came = sent + timedelta(days=delivered)
    due = _due(start, event("fee_notified", sent, delivered_on=came))
    plain = _due(start)
    if sent >= plain:
        assert due == plain
    else:
        between = CALENDAR.index(max(sent, came)) - CALENDAR.index(sent)
        assert due <= CALENDAR.nth_working_day_after(plain, 20 + between)
        if between > 20:  # the clock ran on after 20 days, and a delivery after its end is none
            assert due <= CALENDAR.nth_working_day_after(plain, 20 + 20 + 20)
