"""Corrections and fees stop the clock and set it going again."""

from datetime import timedelta

import pytest

from requests_api.clock import (
    State,
    explain,
)
from tests.unit.requests_api.clock.stories import CALENDAR, MARCH_3, clock, codes, day, event, rules


def test_a_correction_notice_stops_and_has_its_own_term():
    evaluation = clock(event("correction_notified", day(3, 5), working_days=10), as_of=day(3, 10))
    assert (evaluation.state, rules(evaluation)) == (State.STOPPED, [("DL-04", day(3, 19))])
    dated = clock(event("correction_notified", day(3, 5), until=day(3, 20)), as_of=day(3, 10))
    assert rules(dated) == [("DL-04", day(3, 20))]


def test_a_late_and_a_second_correction_still_restart_and_are_reported():
    evaluation = clock(
        event("correction_notified", day(3, 13)),
        event("correction_received", day(3, 17)),
        event("correction_notified", day(3, 18)),
        event("correction_received", day(4, 1)),
    )
    assert evaluation.due_on == day(4, 29)
    assert codes(evaluation) == ["correction_notice_late", "correction_repeated"]


@pytest.mark.parametrize(
    ("notified", "warned"),
    [(day(3, 14), []), (day(3, 15), ["correction_notice_late"])],  # a Friday and the day after
)
def test_a_correction_notice_is_late_on_the_day_after_its_last_also_a_rest_day(notified, warned):
    notice = event("correction_notified", notified)
    evaluation = clock(notice, received_on=day(3, 5), as_of=day(3, 17))
    assert codes(evaluation) == warned


def test_an_unanswered_correction_is_shown_as_lapsed():
    evaluation = clock(event("correction_notified", day(3, 5)), as_of=day(5, 1))
    assert codes(evaluation) == ["correction_notified_period_lapsed"]
    assert evaluation.state is State.STOPPED


def test_a_restart_without_a_notice_counts_all_the_same():
    evaluation = clock(event("correction_received", day(4, 1)))
    assert evaluation.due_on == day(4, 29)
    assert codes(evaluation) == ["correction_received_without_notice"]
    assert [row.reason for row in explain(evaluation, CALENDAR)].count("restart_day") == 1


def test_a_correction_on_the_day_of_receipt_leaves_that_day_the_receipt_day():
    evaluation = clock(event("correction_notified", MARCH_3), event("correction_received", MARCH_3))
    assert evaluation.due_on == day(3, 31)
    assert explain(evaluation, CALENDAR)[0].reason == "receipt_day"


@pytest.mark.parametrize(
    ("notice", "answer", "last"),
    [
        ("correction_notified", "correction_received", day(3, 26)),
        ("fee_notified", "fee_paid", day(4, 2)),
    ],
)
def test_what_comes_after_its_period_is_taken_and_remarked(notice, answer, last):
    in_time = clock(event(notice, day(3, 5)), event(answer, last))
    late = clock(event(notice, day(3, 5)), event(answer, last + timedelta(days=1)))
    assert (codes(in_time), codes(late)) == ([], [f"{answer}_late"])
    assert late.day_zeros == (MARCH_3, last + timedelta(days=1))


def test_a_fee_notice_stops_for_twenty_days():
    evaluation = clock(event("fee_notified", day(3, 5)), as_of=day(3, 10))
    assert (evaluation.state, rules(evaluation)) == (State.STOPPED, [("DL-12", day(4, 2))])


def test_the_basis_of_a_date_says_what_moved_it():
    evaluation = clock(
        event("correction_notified", day(3, 12)),
        event("correction_received", day(4, 1)),
        event("extended", day(4, 10), working_days=10),
    )
    term = "条例第33条：自收到申请之日起20个工作日内答复"
    moved = "；自2025-04-01起重新计算；延长10个工作日"
    assert [own.basis for own in evaluation.deadlines] == [term + moved]
    assert [own.basis for own in clock().deadlines] == [term]
    delayed = clock(event("delay_set", day(3, 20), until=day(5, 12)))
    assert [own.basis for own in delayed.deadlines] == ["条例第35条：延迟至2025-05-12答复"]


def test_after_a_restart_the_extension_stays_spent():
    evaluation = clock(
        event("extended", day(3, 10), working_days=10),
        event("correction_notified", day(3, 11)),
        event("correction_received", day(4, 1)),
        event("extended", day(4, 10), working_days=10),
    )
    assert (evaluation.due_on, codes(evaluation)[-1]) == (day(4, 29), "extension_repeated")


def test_an_extension_belongs_to_the_period_in_which_it_was_notified():
    refused = event("extended", day(3, 10), working_days=21, notified_on=day(4, 2))
    evaluation = clock(
        refused,
        event("correction_notified", day(3, 11)),
        event("extended", day(3, 12), working_days=10, notified_on=day(3, 12)),
        event("correction_received", day(4, 1)),
    )
    assert (evaluation.due_on, codes(evaluation)) == (day(4, 29), ["extension_over_cap"])


def test_of_two_open_notices_the_last_one_s_period_runs():
    evaluation = clock(
        event("correction_notified", day(3, 5), until=day(3, 30)),
        event("correction_notified", day(3, 6), until=day(3, 20)),
        as_of=day(3, 10),
    )
    assert rules(evaluation) == [("DL-04", day(3, 20))]
