"""What the drawn stories meet too seldom."""

from datetime import date, timedelta

import pytest

from requests_api.clock import (
    Channel,
    EventType,
    Party,
    State,
    legal_receipt,
)
from requests_api.clock.facts import in_order, pair
from requests_api.clock.receipt import national_rules
from tests.unit.requests_api.clock.stories import CALENDAR, clock, codes, day, event, rules


def test_a_named_answer_takes_the_letter_without_a_name_and_no_other():
    letters = (
        event("consultation_sent", day(3, 4), ref="甲"),
        event("consultation_sent", day(3, 4)),
    )
    answer = event("consultation_answered", day(3, 6), ref="乙")
    said = (*letters, answer)
    matched = pair(said, EventType.CONSULTATION_SENT, EventType.CONSULTATION_ANSWERED)
    assert matched == ({1: answer}, [])


def test_a_notice_has_not_lapsed_on_its_last_day():
    notice = event("correction_notified", day(3, 4))
    last = next(due for rule, due in rules(clock(notice, as_of=day(3, 5))) if rule == "DL-04")
    assert codes(clock(notice, as_of=last)) == []
    assert codes(clock(notice, as_of=last + timedelta(1))) == ["correction_notified_period_lapsed"]


def test_a_case_to_which_nothing_happened_is_not_delayed():
    assert clock().delayed is False


@pytest.mark.parametrize("confirmed_on", [None, date(2019, 5, 20)])
def test_without_rules_a_receipt_follows_the_text_that_its_channel_and_confirmation_choose(
    confirmed_on,
):
    arrived = date(2019, 5, 12)  # a Sunday before the switch
    chosen = national_rules(arrived, Channel.ONLINE, confirmed_on, CALENDAR)
    expected = legal_receipt(arrived, Channel.ONLINE, confirmed_on, CALENDAR, chosen)
    assert legal_receipt(arrived, Channel.ONLINE, confirmed_on, CALENDAR) == expected


def test_days_before_and_between_two_stops_are_counted_together():
    told = clock(
        event("consultation_sent", day(3, 5), ref="甲"),
        event("consultation_answered", day(3, 7), ref="甲"),
        event("consultation_sent", day(3, 11), ref="乙"),
        event("consultation_answered", day(3, 13), ref="乙"),
        as_of=day(3, 14),
    )
    # 3 月 4、5 日,10、11 日,14 日
    assert (told.elapsed_working_days, told.remaining_working_days) == (5, 15)


def test_without_a_record_alike_events_of_one_day_stand_in_the_order_of_their_content():
    short = event("extended", day(3, 20), working_days=5)
    long = event("extended", day(3, 20), working_days=15)
    assert in_order((short, long)) == in_order((long, short))
    assert clock(short, long) == clock(long, short)


@pytest.mark.parametrize("party", [Party.THIRD_PARTY, Party.ORGAN])
def test_after_an_answer_that_came_too_late_nothing_is_awaited(party):
    told = clock(
        event("consultation_sent", day(3, 5), party=party),
        event("consultation_answered", day(4, 20), party=party),
        as_of=day(4, 21),
    )
    assert (told.state, told.stopped_by) == (State.RUNNING, ())
    assert [stop.awaited for stop in told.stops] == [False]
