"""What ends a case, and what is measured then."""

from datetime import date

import pytest

from requests_api.clock import (
    Channel,
    ServiceMode,
    State,
    compliance_date,
)
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


@pytest.mark.parametrize(
    ("service", "delivered", "counts"),
    [
        (ServiceMode.POST, day(4, 2), day(3, 31)),
        (ServiceMode.DIRECT, day(4, 2), day(4, 2)),
        (ServiceMode.DIRECT, None, day(3, 31)),
        (ServiceMode.ONLINE, None, day(3, 31)),
    ],
)
def test_the_date_of_a_reply_depends_on_its_service(service, delivered, counts):
    reply = event("replied", day(3, 31), service=service, delivered_on=delivered)
    assert compliance_date(reply) == counts
    evaluation = clock(reply)
    assert (evaluation.state, evaluation.ended_on) == (State.ENDED, counts)
    assert (evaluation.late_by_working_days is not None) is (counts > day(3, 31))


def test_a_reply_not_yet_served_does_not_end():
    reply = event("replied", day(3, 20), service=ServiceMode.DIRECT, delivered_on=day(3, 25))
    evaluation = clock(reply, as_of=day(3, 21))
    assert (evaluation.state, codes(evaluation)) == (State.RUNNING, ["not_yet_served"])


def test_a_reply_ends_an_open_stop_and_what_follows_has_no_effect():
    evaluation = clock(
        event("consultation_sent", day(3, 5)),
        event("replied", day(3, 12)),
        event("extended", day(3, 14)),
        event("replied", day(3, 14)),
    )
    assert evaluation.state is State.ENDED
    assert evaluation.due_on == CALENDAR.nth_working_day_after(day(3, 12), 18)
    assert codes(evaluation) == ["after_end", "after_end"]
    assert [rule for rule, _ in rules(evaluation)] == ["DL-01"]


def test_on_the_last_day_of_a_letter_s_term_the_end_of_the_case_ends_it():
    letter, reply = event("consultation_sent", day(3, 5)), event("replied", day(3, 26))
    evaluation = clock(letter, reply, as_of=day(3, 26))
    assert (evaluation.state, evaluation.stopped_by) == (State.ENDED, ())
    assert [rule for rule, _ in rules(evaluation)] == ["DL-01"]


def test_a_case_ends_once():
    evaluation = clock(event("replied", day(3, 12)), event("withdrawn", day(3, 12)))
    assert (evaluation.ended_on, codes(evaluation)) == (day(3, 12), ["after_end"])


def test_events_before_the_receipt_have_no_effect():
    evaluation = clock(event("extended", day(2, 20)), event("replied", day(2, 21)))
    assert (evaluation.state, codes(evaluation)) == (State.RUNNING, ["before_receipt"] * 2)


@pytest.mark.parametrize(
    ("arrival", "channel", "confirmed"),
    [
        (MARCH_3, Channel.ONLINE, day(3, 6)),
        (date(2018, 3, 3), Channel.EMAIL, None),  # a Saturday: counts as received on Monday
    ],
)
@pytest.mark.parametrize("kind", ["replied", "withdrawn"])
def test_what_ended_between_arrival_and_receipt_stays_ended(arrival, channel, confirmed, kind):
    end = event(kind, arrival)
    for as_of in (arrival, LATE):
        evaluation = clock(
            end, received_on=arrival, channel=channel, confirmed_on=confirmed, as_of=as_of
        )
        assert (evaluation.state, evaluation.ended_on) == (State.ENDED, arrival)
        assert (evaluation.elapsed_working_days, evaluation.warnings) == (0, ())
        assert evaluation.late_by_working_days is None
