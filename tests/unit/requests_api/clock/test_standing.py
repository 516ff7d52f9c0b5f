"""How a case stands on a day: what has elapsed, what is left, what is late."""

import pytest

from requests_api.clock import (
    State,
)
from tests.unit.requests_api.clock.stories import clock, codes, day, event


def test_counts_follow_as_of():
    evaluation = clock(as_of=day(3, 10))
    assert (evaluation.elapsed_working_days, evaluation.remaining_working_days) == (5, 15)
    assert evaluation.late_by_working_days is None


@pytest.mark.parametrize(
    ("as_of", "remaining", "late"),
    [
        (day(3, 31), 0, None),
        (day(4, 1), -1, 1),
        (day(4, 3), -3, 3),
        (day(4, 6), -3, 3),
        (day(4, 7), -4, 4),
    ],
)
def test_overdue_days_are_counted(as_of, remaining, late):
    evaluation = clock(as_of=as_of)
    assert evaluation.remaining_working_days == remaining
    assert evaluation.late_by_working_days == late


def test_a_weekend_after_the_last_day_is_late_by_one():
    friday = clock(received_on=day(5, 8), as_of=day(6, 7))
    assert friday.due_on == day(6, 6)
    assert (friday.remaining_working_days, friday.late_by_working_days) == (-1, 1)


def test_a_weekend_after_an_extended_last_day_is_late_by_one():
    extended = event("extended", day(5, 20), working_days=5)
    saturday = clock(extended, received_on=day(5, 8), as_of=day(6, 14))
    assert saturday.due_on == day(6, 13)
    assert (saturday.remaining_working_days, saturday.late_by_working_days) == (-1, 1)


def test_what_happens_after_as_of_is_not_counted_and_said():
    evaluation = clock(event("extended", day(3, 20)), as_of=day(3, 19))
    assert (evaluation.due_on, codes(evaluation)) == (day(3, 31), ["after_as_of"])


def test_a_planned_application_is_computed_whole():
    evaluation = clock(event("extended", day(3, 20), working_days=10), as_of=day(1, 6))
    assert (evaluation.state, evaluation.due_on) == (State.NOT_STARTED, day(4, 15))
    assert evaluation.elapsed_working_days == 0
    plain = clock(as_of=day(1, 6))
    assert (plain.state, plain.due_on) == (State.NOT_STARTED, day(3, 31))
    assert (plain.elapsed_working_days, plain.remaining_working_days) == (0, 20)


def test_nothing_has_lapsed_in_a_planned_application():
    evaluation = clock(event("correction_notified", day(3, 5)), as_of=day(1, 6))
    assert (evaluation.state, codes(evaluation)) == (State.NOT_STARTED, [])
