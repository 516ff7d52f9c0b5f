"""The order of events on one day; extensions and delays."""

import copy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from requests_api.clock import (
    Channel,
    ClockFacts,
    evaluate,
)
from tests.unit.requests_api.clock.stories import CALENDAR, LATE, MARCH_3, clock, codes, day, event


@pytest.mark.parametrize(
    "given",
    [
        (("consultation_sent", {"ref": "a"}), ("consultation_answered", {"ref": "a"})),
        (("correction_notified", {}), ("correction_received", {})),
        (("fee_notified", {}), ("fee_paid", {})),
        (("consultation_sent", {"ref": "a"}), ("replied", {})),
        (("consultation_sent", {"ref": "a"}), ("withdrawn", {})),
    ],
)
def test_on_one_day_a_letter_precedes_its_answer_and_the_end_comes_last(given):
    opening, closing = (event(kind, day(3, 6), **more) for kind, more in given)
    told = clock(closing, opening, as_of=day(3, 10))
    assert codes(told) == []
    assert told == clock(opening, closing, as_of=day(3, 10))
    assert told.stopped_by == ()


def test_of_two_acts_of_one_day_the_one_recorded_first_holds():
    first = event(
        "extended", day(3, 20), working_days=5, recorded_at=datetime(2025, 3, 20, 1, tzinfo=UTC)
    )
    second = event(
        "extended", day(3, 20), working_days=10, recorded_at=datetime(2025, 3, 20, 2, tzinfo=UTC)
    )
    for given in ((first, second), (second, first)):
        evaluation = clock(*given)
        assert (evaluation.due_on, codes(evaluation)) == (day(4, 8), ["extension_repeated"])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"working_days": 21}, "extension_over_cap"),
        ({"on": day(4, 1)}, "extension_late"),
        ({"notified_on": day(4, 1)}, "extension_late"),
        ({"approved_on": day(4, 1)}, "extension_late"),
        ({"notified_on": date(2026, 3, 1)}, "extension_not_yet_notified"),
    ],
)
def test_an_extension_out_of_order_has_no_effect(change, code):
    evaluation = clock(event("extended", **({"on": day(3, 20), "working_days": 10} | change)))
    assert (evaluation.due_on, codes(evaluation)) == (day(3, 31), [code])


def test_an_extension_on_the_last_day_is_in_time():
    assert clock(event("extended", day(3, 31), working_days=10)).due_on == day(4, 15)


def test_an_extension_out_of_order_leaves_room_for_one_in_order():
    wrong, right = (event("extended", day(3, 20), working_days=n) for n in (21, 10))
    evaluation = clock(wrong, replace(right, on=day(3, 21)))
    assert (evaluation.due_on, codes(evaluation)) == (day(4, 15), ["extension_over_cap"])
    assert evaluation.deadlines[0].basis.endswith("延长10个工作日")


@pytest.mark.parametrize("events", [(), (event("extended", day(3, 20)),)])
def test_a_date_on_the_last_settled_day_is_not_provisional(events):
    facts = ClockFacts(MARCH_3, Channel.ORAL, events=events)
    due = evaluate(facts, CALENDAR, LATE).due_on
    for covered_until, is_provisional in ((due, False), (due - timedelta(days=1), True)):
        calendar = copy.copy(CALENDAR)
        calendar.covered_until = covered_until
        evaluation = evaluate(facts, calendar, LATE)
        assert evaluation.provisional is is_provisional
        assert evaluation.deadlines[0].provisional is is_provisional


def test_an_extension_counts_from_the_day_on_which_it_is_notified():
    act = event("extended", day(3, 20), working_days=10)
    assert clock(act, as_of=day(3, 20)).due_on == day(4, 15)


def test_an_extension_without_length_is_the_longest():
    assert clock(event("extended", day(3, 20))).due_on == day(4, 28)


def test_an_extension_moves_with_a_stop_before_the_base_date():
    evaluation = clock(
        event("consultation_sent", day(3, 28)),
        event("consultation_answered", day(4, 11)),
        event("extended", day(4, 14), working_days=10),
    )
    assert (codes(evaluation), evaluation.due_on) == ([], day(4, 27))


def test_a_delay_replaces_the_date_and_rolls():
    sunday = day(5, 11)
    evaluation = clock(event("delay_set", day(3, 20), until=sunday))
    assert evaluation.due_on == evaluation.due_on_if_receipt_day_counted == day(5, 12)
    assert evaluation.delayed
    assert "第35条" in evaluation.deadlines[0].basis


def test_a_delay_of_a_former_period_hides_no_later_one():
    evaluation = clock(
        event("delay_set", day(3, 4), until=day(5, 12)),
        event("correction_notified", day(3, 5)),
        event("correction_received", day(3, 10)),
        event("delay_set", day(3, 20), until=day(5, 20)),
    )
    assert evaluation.due_on == day(5, 20)


def test_a_delay_notified_on_the_last_day_is_in_time():
    assert clock(event("delay_set", day(3, 31), until=day(5, 12))).due_on == day(5, 12)
    assert clock(event("delay_set", day(3, 20), until=day(5, 12)), as_of=day(3, 20)).delayed


@pytest.mark.parametrize(("notified", "delayed"), [(day(3, 31), False), (day(4, 1), True)])
def test_a_delay_belongs_to_the_period_in_which_it_was_notified(notified, delayed):
    evaluation = clock(
        event("correction_notified", day(3, 12)),
        event("correction_received", day(4, 1)),
        event("delay_set", day(4, 1), notified_on=notified, until=day(5, 12)),
    )
    assert (evaluation.delayed, codes(evaluation)) == (delayed, [])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"until": None}, "delay_not_later"),
        ({"until": day(3, 31)}, "delay_not_later"),
        ({"notified_on": day(4, 1)}, "delay_not_notified"),
    ],
)
def test_a_delay_out_of_order_has_no_effect(change, code):
    evaluation = clock(event("delay_set", day(3, 20), **({"until": day(5, 12)} | change)))
    assert (evaluation.due_on, codes(evaluation)) == (day(3, 31), [code])
