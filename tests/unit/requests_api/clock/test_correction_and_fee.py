"""Corrections and fees stop the clock and set it going again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from requests_api.clock import Channel, State, explain
from requests_api.clock.rules import REGULATION_2019
from requests_api.clock.segments import EventfulClock
from requests_api.clock.stops import Frame
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


def test_a_notice_that_counts_after_the_day_of_its_answer_stops_nothing():
    """Its stated day awaits a second person and so counts later than what answers it."""
    evaluation = clock(
        event("correction_received", day(3, 10), ref="notice"),
        event("correction_notified", day(3, 20), ref="notice"),
        as_of=day(3, 21),
    )
    assert (evaluation.state, evaluation.due_on) == (State.RUNNING, day(4, 8))
    assert codes(evaluation) == ["correction_received_without_notice", "correction_notice_late"]


def test_what_answers_a_notice_that_counts_only_after_the_term_restarts_nothing():
    """Due on 03-31: neither the notice nor the correction that came before it moves that."""
    evaluation = clock(
        event("correction_received", day(4, 8), ref="notice"),
        event("correction_notified", day(4, 10), ref="notice"),
        as_of=day(4, 10),
    )
    assert evaluation.due_on == day(3, 31)
    assert codes(evaluation) == ["restart_without_effect", "restart_without_effect"]


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
    assert in_time.day_zeros == (MARCH_3, last)
    restarts = answer == "correction_received"  # 条例30; a payment after its term starts nothing
    assert late.day_zeros == (MARCH_3, last + timedelta(days=1))[: 1 + restarts]


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


PAIRS = [("correction_notified", "correction_received"), ("fee_notified", "fee_paid")]


@pytest.mark.parametrize(("notice", "answer"), PAIRS)
def test_a_notice_after_the_term_neither_stops_nor_restarts(notice, answer):
    sent = clock(event(notice, day(4, 1)), as_of=day(4, 2))
    assert (sent.state, sent.due_on, sent.late_by_working_days) == (State.RUNNING, day(3, 31), 2)
    assert (rules(sent), codes(sent)) == ([("DL-01", day(3, 31))], ["restart_without_effect"])
    answered = clock(event(notice, day(4, 1)), event(answer, day(4, 15)), as_of=day(4, 15))
    assert (answered.due_on, answered.day_zeros) == (day(3, 31), (MARCH_3,))
    assert codes(answered) == ["restart_without_effect"] * 2
    on_its_own_day = clock(event(notice, day(4, 1)), as_of=day(4, 1))
    assert codes(on_its_own_day) == ["restart_without_effect"]
    on_the_last_day = clock(event(notice, day(3, 31)), event(answer, day(4, 1)))
    assert (on_the_last_day.due_on, on_the_last_day.day_zeros[-1]) == (day(4, 29), day(4, 1))


@pytest.mark.parametrize(("notice", "answer"), PAIRS)
def test_the_term_that_counts_is_the_one_that_ran_when_the_notice_went_out(notice, answer):
    extended = event("extended", day(3, 20), working_days=10)
    for sent, restarted in ((day(4, 15), True), (day(4, 16), False)):
        evaluation = clock(extended, event(notice, sent), event(answer, day(4, 20)))
        assert (evaluation.day_zeros[-1] == day(4, 20)) is restarted, sent
    letter = event("consultation_sent", day(3, 25), ref="a")
    back = event("consultation_answered", day(4, 10), ref="a")
    standing = clock(letter, event(notice, day(4, 8)), back, event(answer, day(4, 20)))
    assert standing.day_zeros[-1] == day(4, 20), "the clock stood still when it went out"
    delayed = event("delay_set", day(3, 20), until=day(5, 12))
    for sent, restarted in ((day(5, 12), True), (day(5, 13), False)):
        evaluation = clock(delayed, event(notice, sent), event(answer, day(5, 20)))
        assert (evaluation.day_zeros[-1] == day(5, 20)) is restarted, sent


@pytest.mark.parametrize(("notice", "answer"), PAIRS)
def test_the_term_is_the_one_that_stood_on_the_day_of_the_notice(notice, answer):
    """A letter that reached its party only afterwards stops nothing before."""
    letter = event("consultation_sent", day(3, 25), ref="a", delivered_on=day(4, 24))
    for sent, restarted in ((day(4, 23), False), (day(4, 24), True)):
        evaluation = clock(letter, event(notice, sent), event(answer, day(4, 28)))
        assert (evaluation.day_zeros[-1] == day(4, 28)) is restarted, sent


@pytest.mark.parametrize(("notice", "answer"), PAIRS)
def test_a_notice_before_the_receipt_saves_no_answer_to_one_after_the_term(notice, answer):
    """It stops nothing itself, so that the term runs and is over when the second one goes out."""
    evaluation = clock(event(notice, day(3, 1)), event(notice, day(4, 1)), event(answer, day(4, 1)))
    assert (evaluation.due_on, evaluation.day_zeros) == (day(3, 31), (MARCH_3,))
    assert sorted(codes(evaluation)) == ["before_receipt", *["restart_without_effect"] * 2]
    on_the_day_of_receipt = clock(
        event(notice, MARCH_3), event(notice, day(4, 1)), event(answer, day(4, 1))
    )
    assert on_the_day_of_receipt.day_zeros[-1] == day(4, 1)


def test_an_answer_before_its_late_notice_moves_nothing_and_says_which_term_was_over():
    """The notice's own day awaits a second person: it counts on the day of its entry."""
    evaluation = clock(
        event("correction_received", day(4, 1), ref="a"),
        event("correction_notified", day(4, 2), ref="a"),
    )
    assert (evaluation.due_on, evaluation.day_zeros) == (day(3, 31), (MARCH_3,))
    assert codes(evaluation) == ["restart_without_effect"] * 2
    assert all("2025-03-31" in warning.basis for warning in evaluation.warnings)


def test_notices_that_were_answered_before_they_count_hold_nothing():
    evaluation = clock(
        event("correction_received", day(3, 10), ref="a"),
        event("correction_received", day(3, 11), ref="b"),
        event("correction_notified", day(3, 12), ref="a"),
        event("correction_notified", day(3, 12), ref="b"),
    )
    assert (evaluation.state, evaluation.day_zeros[-1]) == (State.RUNNING, day(3, 11))


def test_an_answer_that_names_an_older_notice_does_not_save_one_after_the_term():
    evaluation = clock(
        event("correction_notified", day(3, 5), ref="a"),
        event("correction_received", day(3, 10)),
        event("correction_notified", day(4, 9), ref="b"),
        event("correction_received", day(4, 20), ref="a"),
    )
    assert (evaluation.due_on, evaluation.day_zeros) == (day(4, 8), (MARCH_3, day(3, 10)))


def test_an_answer_to_a_notice_in_time_restarts_whatever_came_too_late_beside_it():
    evaluation = clock(
        event("correction_notified", day(3, 5)),
        event("correction_received", day(3, 10)),
        event("correction_notified", day(4, 9)),
        event("fee_notified", day(4, 10)),
        event("correction_received", day(4, 20)),
        event("fee_paid", day(4, 21)),
    )
    assert evaluation.day_zeros == (MARCH_3, day(3, 10))
    assert evaluation.due_on == day(4, 8)
    assert codes(evaluation) == ["restart_without_effect"] * 4
    beside = clock(
        event("fee_notified", day(3, 5)),
        event("correction_notified", day(4, 20)),
        event("correction_received", day(4, 25)),
    )
    assert beside.day_zeros[-1] == day(4, 25), "the clock stood still for the fee"


def test_what_lies_before_receipt_after_the_end_or_the_day_asked_is_said_so():
    arrived = {"received_on": MARCH_3, "channel": Channel.FAX, "confirmed_on": day(3, 10)}
    assert codes(clock(event("fee_notified", day(3, 5)), **arrived)) == ["before_receipt"]
    replied = event("replied", day(4, 10))
    assert codes(clock(replied, event("fee_notified", day(4, 11)))) == ["after_end"]
    assert codes(clock(event("fee_notified", day(4, 11)), as_of=day(4, 10))) == ["after_as_of"]


def test_whether_a_late_notice_restarts_is_a_choice_of_the_rule_set():
    events = [event("fee_notified", day(4, 1)), event("fee_paid", day(4, 15))]
    taken = replace(REGULATION_2019, restart_after_term=True)
    frame = Frame(taken, CALENDAR, MARCH_3, MARCH_3, day(5, 1), day(5, 1))
    assert EventfulClock(frame, MARCH_3).evaluate(events).day_zeros == (MARCH_3, day(4, 15))
