"""The rules of the clock one by one, as an office would check them."""

import copy
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.calendar import Notice, NoticeDay, base_calendar
from requests_api.clock import (
    HOUSE_CONFIRM,
    Channel,
    ClockEvent,
    ClockFacts,
    EventType,
    Party,
    ServiceMode,
    State,
    compliance_date,
    evaluate,
    explain,
    legal_receipt,
    rule_set_of,
)
from requests_api.clock.facts import pair
from requests_api.clock.receipt import national_rules
from requests_api.clock.rules import LocalMeasures, local_measures

CALENDAR = base_calendar()
MARCH_3 = date(2025, 3, 3)
LATE = date(2025, 12, 31)


def day(month, number, year=2025):
    return date(year, month, number)


def clock(*events, as_of=LATE, received_on=MARCH_3, channel=Channel.IN_PERSON, **facts):
    built = ClockFacts(received_on, channel, events=tuple(events), **facts)
    return evaluate(built, CALENDAR, as_of)


def event(kind, on, **more):
    return ClockEvent(EventType(kind), on, **more)


def codes(evaluation):
    for said in (*evaluation.warnings, *evaluation.stops):
        assert isinstance(said.event, ClockEvent)
        assert re.search("[一-鿿]", said.basis)
    return [remark.code for remark in evaluation.warnings]


def rules(evaluation):
    return [(deadline.rule, deadline.due_on) for deadline in evaluation.deadlines]


# -- legal receipt


@pytest.mark.parametrize("channel", [Channel.IN_PERSON, Channel.REGISTERED_POST, Channel.ORAL])
def test_arrival_is_receipt_even_on_a_rest_day(channel):
    sunday = date(2025, 3, 2)
    assert legal_receipt(sunday, channel, None, CALENDAR) == sunday
    assert clock(received_on=sunday, channel=channel).due_on == day(3, 28)


@pytest.mark.parametrize(
    "channel", [Channel.ORDINARY_POST, Channel.ONLINE, Channel.FAX, Channel.EMAIL]
)
def test_the_other_channels_wait_for_confirmation(channel):
    waiting = clock(channel=channel, as_of=day(3, 4))
    assert (waiting.state, waiting.due_on, waiting.received_on) == (State.NOT_STARTED, None, None)
    assert rules(waiting) == [(HOUSE_CONFIRM, day(3, 4))]
    assert explain(waiting, CALENDAR) == []
    confirmed = clock(channel=channel, confirmed_on=day(3, 5), as_of=day(3, 6))
    assert (confirmed.state, confirmed.received_on) == (State.RUNNING, day(3, 5))
    assert confirmed.due_on == CALENDAR.nth_working_day_after(day(3, 5), 20)


def test_a_confirmation_after_as_of_is_not_known_yet():
    evaluation = clock(channel=Channel.ONLINE, confirmed_on=day(3, 5), as_of=day(3, 4))
    assert evaluation.state is State.NOT_STARTED


@pytest.mark.parametrize("channel", [Channel.ONLINE, Channel.EMAIL])
def test_under_the_text_of_2007_mail_on_a_rest_day_is_received_on_the_next_working_day(channel):
    saturday = date(2018, 3, 3)
    assert legal_receipt(saturday, channel, None, CALENDAR) == date(2018, 3, 5)
    assert legal_receipt(date(2018, 3, 6), channel, None, CALENDAR) == date(2018, 3, 6)


@pytest.mark.parametrize("channel", [Channel.ORDINARY_POST, Channel.FAX])
def test_under_the_text_of_2007_post_and_fax_are_confirmed(channel):
    assert legal_receipt(date(2018, 3, 6), channel, None, CALENDAR) is None
    assert legal_receipt(date(2018, 3, 6), channel, date(2018, 3, 7), CALENDAR) == date(2018, 3, 7)


@pytest.mark.parametrize(
    ("arrival", "channel", "confirmed", "rule_set"),
    [
        (date(2019, 5, 14), Channel.IN_PERSON, None, "regulation-2007"),
        (date(2019, 5, 15), Channel.IN_PERSON, None, "regulation-2019"),
        (date(2019, 5, 14), Channel.EMAIL, None, "regulation-2007"),
        (date(2019, 5, 14), Channel.FAX, date(2019, 5, 15), "regulation-2019"),
        (date(2019, 5, 13), Channel.FAX, date(2019, 5, 14), "regulation-2007"),
        (date(2019, 5, 14), Channel.FAX, None, "regulation-2007"),
        (date(2019, 5, 15), Channel.FAX, None, "regulation-2019"),
    ],
)
def test_the_text_is_chosen_by_the_first_legal_receipt(arrival, channel, confirmed, rule_set):
    evaluation = clock(
        received_on=arrival, channel=channel, confirmed_on=confirmed, as_of=date(2019, 8, 1)
    )
    assert evaluation.rule_set == rule_set


def test_a_withdrawal_ends_what_was_never_confirmed():
    evaluation = clock(event("withdrawn", day(3, 4)), channel=Channel.ONLINE)
    assert (evaluation.state, evaluation.deadlines) == (State.ENDED, ())


def test_other_events_before_confirmation_have_no_effect():
    early = event("extended", day(3, 4))
    evaluation = clock(early, channel=Channel.ONLINE)
    assert [(said.event, said.code) for said in evaluation.warnings] == [(early, "before_receipt")]
    assert evaluation.delayed is False


# -- standing on a day


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


def test_nothing_has_lapsed_in_a_planned_application():
    evaluation = clock(event("correction_notified", day(3, 5)), as_of=day(1, 6))
    assert (evaluation.state, codes(evaluation)) == (State.NOT_STARTED, [])


# -- consultations


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


# -- correction and fee


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


# -- the order of one day


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


# -- extension and delay


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


# -- the end


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


# -- local measures


def test_a_pause_moves_the_local_clock_only():
    pause = (event("paused", day(3, 5)), event("resumed", day(3, 21)))
    local = clock(*pause, jurisdiction="150800")
    assert rules(local) == [("DL-42", day(4, 10)), ("DL-01", day(3, 31))]
    assert (local.due_on, codes(local)) == (day(3, 31), [])
    assert local.rule_set == "bayannur-measures"


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


# -- what the drawn stories meet too seldom


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
