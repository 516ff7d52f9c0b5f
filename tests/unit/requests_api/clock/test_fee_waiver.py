"""A fee that is waived ends its stop: the clock runs on from there and never starts anew."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_api.clock import State, explain
from tests.unit.requests_api.clock.stories import CALENDAR, MARCH_3, clock, codes, day, event, rules

STARTS = st.dates(date(2019, 5, 15), date(2024, 12, 31))
NOTICED = event("fee_notified", day(3, 5))


def test_a_waiver_lets_the_clock_run_on_from_the_stop():
    waived = clock(NOTICED, event("fee_waived", day(3, 10)))
    # 03-06, 03-07 and 03-10 do not count: three working days after 03-31.
    assert (waived.due_on, waived.day_zeros, codes(waived)) == (day(4, 3), (MARCH_3,), [])
    stopped = [row.on for row in explain(waived, CALENDAR) if row.reason == "stopped"]
    assert stopped == [day(3, 6), day(3, 7), day(3, 10)]
    standing = clock(NOTICED, event("fee_waived", day(3, 10)), as_of=day(3, 12))
    assert (standing.state, rules(standing)) == (State.RUNNING, [("DL-01", day(4, 3))])


def test_a_waiver_without_a_notice_does_nothing():
    alone = clock(event("fee_waived", day(3, 10)))
    assert (alone.due_on, codes(alone)) == (day(3, 31), ["fee_waived_without_notice"])


def test_a_waiver_of_a_notice_that_came_after_the_term_moves_nothing():
    late = clock(event("fee_notified", day(4, 1)), event("fee_waived", day(4, 8)))
    assert (late.due_on, late.day_zeros) == (day(3, 31), (MARCH_3,))
    assert codes(late) == ["restart_without_effect"] * 2


def test_a_notice_and_its_waiver_on_one_day_leave_no_trace_whatever_their_order():
    same = [event("fee_notified", day(3, 5)), event("fee_waived", day(3, 5))]
    assert clock(*same).due_on == clock(*reversed(same)).due_on == day(3, 31)
    assert clock(*reversed(same), as_of=day(3, 12)).state is State.RUNNING


def test_what_is_noticed_again_after_a_waiver_stands_by_itself():
    again = clock(
        NOTICED,
        event("fee_waived", day(3, 10)),
        event("fee_notified", day(4, 9)),
        event("fee_paid", day(4, 15)),
    )
    assert (again.due_on, again.day_zeros) == (day(4, 3), (MARCH_3,))
    assert codes(again) == ["restart_without_effect"] * 2


@given(STARTS, st.integers(0, 25), st.integers(0, 60), st.integers(0, 20))
def test_a_later_waiver_never_means_an_earlier_date_and_no_waiver_a_later_one_than_a_payment(
    start, after, length, more
):
    notified = start + timedelta(days=after)
    ended, later = notified + timedelta(days=length), notified + timedelta(days=length + more)

    def due(kind, on):
        return clock(
            event("fee_notified", notified),
            event(kind, on),
            received_on=start,
            as_of=start + timedelta(days=400),
        ).due_on

    assert due("fee_waived", ended) <= due("fee_waived", later)
    assert due("fee_waived", ended) <= due("fee_paid", ended)


@given(STARTS, st.integers(0, 25), st.integers(0, 15))  # within both terms
def test_a_waived_fee_stops_the_clock_as_a_letter_that_was_answered_on_that_day(
    start, after, length
):
    sent = start + timedelta(days=after)
    ended = sent + timedelta(days=length)
    as_of = start + timedelta(days=400)
    letter = event("consultation_sent", sent, ref="a")
    answered = event("consultation_answered", ended, ref="a")
    fee = [event("fee_notified", sent), event("fee_waived", ended)]
    waived = clock(*fee, received_on=start, as_of=as_of)
    assert waived.due_on == clock(letter, answered, received_on=start, as_of=as_of).due_on


@pytest.mark.parametrize("paid_first", [True, False])
def test_of_a_payment_and_a_waiver_the_first_ends_the_stop(paid_first):
    first, second = ("fee_paid", "fee_waived") if paid_first else ("fee_waived", "fee_paid")
    both = clock(NOTICED, event(first, day(3, 10)), event(second, day(3, 12)))
    assert codes(both) == [f"{second}_without_notice"]
    assert both.stops[0].end == day(3, 10)
