"""What the law leaves open is a named choice of a rule set: another choice is another row."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.calendar import base_calendar
from requests_api.clock.facts import ClockEvent, EventType, Party, in_order
from requests_api.clock.rules import REGULATION_2019, FeeEffect
from requests_api.clock.segments import EventfulClock
from requests_api.clock.stops import Frame

CALENDAR = base_calendar()
RECEIVED = date(2025, 3, 3)


def march(number, month=3):
    return date(2025, month, number)


def event(kind, on, **more):
    return ClockEvent(EventType(kind), on, **more)


def chosen(*events, as_of=date(2025, 12, 31), **choices):
    rules = replace(REGULATION_2019, **choices)
    frame = Frame(rules, CALENDAR, RECEIVED, RECEIVED, as_of, as_of)
    return EventfulClock(frame, RECEIVED).evaluate(in_order(events))


@pytest.mark.parametrize(("counts", "due"), [(False, march(10, 4)), (True, march(9, 4))])
def test_the_day_of_an_answer_counts_or_not(counts, due):
    letter = event("consultation_sent", march(5)), event("consultation_answered", march(14))
    assert chosen(*letter, answer_day_counts=counts).due_on == due


@pytest.mark.parametrize(
    ("effect", "due", "day_zeros"),
    [
        (FeeEffect.RESTART, march(8, 4), (RECEIVED, march(10))),
        (FeeEffect.RESUME, march(3, 4), (RECEIVED,)),
    ],
)
def test_a_payment_restarts_or_resumes(effect, due, day_zeros):
    paid = event("fee_notified", march(5)), event("fee_paid", march(10))
    evaluation = chosen(*paid, fee_effect=effect)
    assert (evaluation.due_on, evaluation.day_zeros) == (due, day_zeros)


@pytest.mark.parametrize(("survives", "due"), [(False, march(29, 4)), (True, date(2025, 5, 16))])
def test_an_extension_is_spent_by_a_restart_or_survives_it(survives, due):
    evaluation = chosen(
        event("extended", march(10), working_days=10),
        event("correction_notified", march(11)),
        event("correction_received", march(1, 4)),
        extension_survives_restart=survives,
    )
    assert evaluation.due_on == due


@pytest.mark.parametrize(
    ("party", "rule", "last", "article"),
    [
        (Party.ORGAN, "DL-09", march(12), "第34条"),
        (Party.THIRD_PARTY, "DL-08", march(14), "第32条"),
        (None, "DL-08", march(14), "第32条"),
    ],
)
def test_an_organ_and_a_third_party_have_terms_of_their_own(party, rule, last, article):
    letter = event("consultation_sent", march(5), party=party)
    evaluation = chosen(letter, as_of=march(6), organ_days=5, third_party_days=7)
    [own] = evaluation.deadlines
    assert (own.rule, own.due_on) == (rule, last)
    assert article in own.basis
    assert article in evaluation.stops[0].basis


def test_a_period_without_limit_stops_until_the_answer():
    letter = event("consultation_sent", march(5), party=Party.ORGAN)
    evaluation = chosen(letter, organ_days=None)
    assert (evaluation.due_on, evaluation.deadlines) == (None, ())


@pytest.mark.parametrize(("days", "warned"), [(3, True), (4, False), (None, False)])
def test_the_days_for_a_correction_notice_are_the_text_s(days, warned):
    evaluation = chosen(event("correction_notified", march(7)), correction_notice_days=days)
    assert ("correction_notice_late" in [r.code for r in evaluation.warnings]) is warned


def test_the_days_for_a_payment_are_the_text_s():
    evaluation = chosen(event("fee_notified", march(5)), as_of=march(6), fee_days=3)
    assert [(own.rule, own.due_on) for own in evaluation.deadlines] == [("DL-12", march(10))]
