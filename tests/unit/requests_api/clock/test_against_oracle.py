"""The clock against a second one that was written apart, on stories nobody thought of."""

import copy
import importlib.util
import re
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.calendar import base_calendar
from requests_api.clock import (
    Channel,
    ClockEvent,
    ClockFacts,
    EventType,
    Party,
    ServiceMode,
    evaluate,
    explain,
)
from requests_api.clock.rules import BAYANNUR, LocalMeasures

_SPEC = importlib.util.spec_from_file_location("oracle", Path(__file__).parent / "oracle.py")
oracle = importlib.util.module_from_spec(_SPEC)
sys.modules["oracle"] = oracle
_SPEC.loader.exec_module(oracle)

CALENDAR = base_calendar()
PLACE = "150800"
EXAMPLES = settings().max_examples
RECORDED = datetime(2025, 1, 1, tzinfo=UTC)


def after(day, low, high):
    return st.integers(low, high).map(lambda n: day + timedelta(days=n))


def sometimes(strategy):
    return st.none() | strategy


@st.composite
def locals_(draw, arrived):
    """A local text whose validity begins or ends near the receipt, or on it."""
    return oracle.Local(
        draw(st.integers(8, 22)),
        draw(st.booleans()),
        draw(sometimes(after(arrived, -3, 3))),
        draw(sometimes(after(arrived, -3, 6))),
    )


@st.composite
def letters(draw, arrived, ref):
    sent = draw(after(arrived, 0, 60))
    letter = {
        "kind": "consultation_sent",
        "on": sent,
        "ref": ref,
        "party": draw(st.sampled_from(["third_party", "organ", None])),
        "delivered": draw(sometimes(after(sent, -5, 12) | after(sent, 15, 60))),
    }
    answered = draw(sometimes(after(sent, 0, 45)))
    return [letter] + [{"kind": "consultation_answered", "on": answered, "ref": ref}] * bool(
        answered
    )


@st.composite
def notices(draw, arrived, notice, *answers):
    told, day = [], arrived
    for _ in range(draw(st.integers(0, 2))):
        sent = draw(after(day, 0, 30))
        told.append(
            {
                "kind": notice,
                "on": sent,
                "delivered": draw(sometimes(after(sent, -5, 12) | after(sent, 20, 70))),
                "days": draw(sometimes(st.integers(1, 20))),
                "until": draw(sometimes(after(sent, 0, 30))),
            }
        )
        if draw(st.booleans()):
            day = draw(after(sent, 0, 30) | after(sent, 25, 60))
            told.append({"kind": draw(st.sampled_from(answers)), "on": day})
    return told


@st.composite
def acts_of_the_head(draw, arrived):
    """Extensions and delays, with their approval and notice near the day that they are dated."""
    on = draw(after(arrived, 0, 60))
    act = {"on": on, "notified": draw(sometimes(after(on, -8, 8)))}
    if draw(st.booleans()):
        days = draw(sometimes(st.integers(1, 22)))
        return act | {
            "kind": "extended",
            "days": days,
            "approved": draw(sometimes(after(on, -8, 8))),
        }
    return act | {"kind": "delay_set", "until": draw(sometimes(after(arrived, 0, 120)))}


@st.composite
def ends(draw, arrived):
    on = draw(after(arrived, 0, 90))
    if draw(st.booleans()):
        return {"kind": draw(st.sampled_from(["withdrawn", "closed", "abandoned"])), "on": on}
    delivered = draw(sometimes(after(on, 0, 12)))
    return {
        "kind": "replied",
        "on": on,
        "service": draw(st.sampled_from(["post", "direct", None])),
        "delivered": delivered,
    }


@st.composite
def stories(draw):
    arrived = draw(
        st.one_of(
            st.dates(date(2008, 5, 1), date(2023, 6, 30)),
            st.dates(date(2019, 4, 1), date(2019, 6, 30)),
        )
    )
    told = []
    for number in range(draw(st.integers(0, 3))):
        told += draw(letters(arrived, str(number)))
    told += draw(notices(arrived, "correction_notified", "correction_received"))
    told += draw(notices(arrived, "fee_notified", "fee_paid", "fee_waived") | st.just([]))
    told += draw(notices(arrived, "paused", "resumed") | st.just([]))
    told += draw(st.lists(acts_of_the_head(arrived), max_size=3))
    told += draw(st.lists(ends(arrived), max_size=2))
    local = draw(sometimes(locals_(arrived)))
    texts = [None, None, "regulation-2007", "regulation-2019", BAYANNUR.id]
    text = draw(st.sampled_from(texts))
    if text == BAYANNUR.id:
        local = oracle.Local(BAYANNUR.base, pauses=True, id=BAYANNUR.id)
    elif text is not None:
        local = None
    order = draw(st.permutations(range(len(told))))
    return oracle.Story(
        arrived,
        draw(st.sampled_from(["in_person", *map(str, Channel)])),
        draw(sometimes(after(arrived, -2, 12))),
        local,
        text,
        tuple(
            oracle.Told(**each, at=RECORDED + timedelta(minutes=minute))
            for minute, each in zip(order, told, strict=True)
        ),
    )


def facts_of(story):
    events = tuple(
        ClockEvent(
            EventType(told.kind),
            told.on,
            ref=told.ref,
            party=told.party and Party(told.party),
            delivered_on=told.delivered,
            working_days=told.days,
            approved_on=told.approved,
            notified_on=told.notified,
            until=told.until,
            service=told.service and ServiceMode(told.service),
            recorded_at=told.at,
        )
        for told in story.events
    )
    place = PLACE if story.local else None
    channel = Channel(story.channel)
    return ClockFacts(story.arrived, channel, story.confirmed, story.text, place, events)


def measures_of(story):
    local = story.local
    if local is None:
        return ()
    return (
        LocalMeasures(
            local.id,
            "测试办法",
            PLACE[:4],
            local.rule,
            local.base,
            "测试",
            local.pauses,
            "测试",
            local.first,
            local.last,
        ),
    )


def run(story, as_of, calendar=CALENDAR):
    return evaluate(facts_of(story), calendar, as_of, measures_of(story))


def plain(evaluation):
    """An evaluation as the oracle's answer."""
    stopped_by = [(str(s.event.type), s.event.on, s.event.ref or "") for s in evaluation.stopped_by]
    return oracle.Answer(
        evaluation.rule_set,
        evaluation.received_on,
        str(evaluation.state),
        evaluation.due_on,
        evaluation.due_on_if_receipt_day_counted,
        evaluation.elapsed_working_days,
        evaluation.remaining_working_days,
        evaluation.late_by_working_days,
        evaluation.working_days,
        evaluation.day_zeros,
        tuple(sorted(stopped_by)),
        frozenset((each.rule, each.due_on, each.ref) for each in evaluation.deadlines),
        evaluation.ended_on,
    )


LAGS = st.integers(0, 150) | st.integers(-20, -1)


@settings(max_examples=4 * EXAMPLES)
@given(stories(), LAGS)
def test_both_clocks_say_the_same_of_everything(story, lag):
    as_of = story.arrived + timedelta(days=lag)
    evaluation = run(story, as_of)
    assert plain(evaluation) == oracle.tell(story, as_of)
    assert len(set(evaluation.deadlines)) == len(evaluation.deadlines)
    assert evaluation.calendar_version == CALENDAR.version
    assert evaluation.as_of == as_of
    assert type(evaluation.delayed) is type(evaluation.provisional) is bool
    for said in (*evaluation.warnings, *evaluation.deadlines, *evaluation.stops):
        assert re.search("[一-鿿]", said.basis), said
    told = facts_of(story).events
    assert all(said.event in told for said in (*evaluation.warnings, *evaluation.stops))
    assert all(type(stop.awaited) is bool for stop in evaluation.stops)


@settings(max_examples=EXAMPLES)
@given(stories(), LAGS, st.data())
def test_the_order_in_which_events_are_given_changes_nothing(story, lag, data):
    as_of, facts = story.arrived + timedelta(days=lag), facts_of(story)
    if data.draw(st.booleans()):  # a question without a record, which says no times
        facts = replace(facts, events=tuple(replace(e, recorded_at=None) for e in facts.events))
    shuffled = replace(facts, events=tuple(data.draw(st.permutations(facts.events))))
    measures = measures_of(story)
    told = evaluate(facts, CALENDAR, as_of, measures)
    assert evaluate(shuffled, CALENDAR, as_of, measures) == told


@settings(max_examples=EXAMPLES)
@given(stories(), LAGS, st.integers(-10, 60))
def test_what_lies_behind_the_coverage_is_provisional(story, lag, reach):
    calendar = copy.copy(CALENDAR)
    calendar.covered_until = story.arrived + timedelta(days=reach)
    evaluation = run(story, story.arrived + timedelta(days=lag), calendar)
    is_after = evaluation.due_on is not None and evaluation.due_on > calendar.covered_until
    assert evaluation.provisional == is_after
    for deadline in evaluation.deadlines:
        assert deadline.provisional == (deadline.due_on > calendar.covered_until)


@settings(max_examples=EXAMPLES)
@given(stories(), LAGS)
def test_the_ledger_tells_the_same_story_as_the_result(story, lag):
    as_of = story.arrived + timedelta(days=lag)
    evaluation = run(story, as_of)
    rows = explain(evaluation, CALENDAR)
    first = evaluation.received_on
    if first is None:
        assert rows == []
        return
    last = evaluation.due_on or evaluation.ended_on or max(first, as_of)
    assert [row.on for row in rows] == [
        first + timedelta(days=i) for i in range((last - first).days + 1)
    ]
    assert all(row.counts is (row.nth is not None) for row in rows)
    assert all(re.search("[一-鿿]", row.basis) for row in rows)
    final = [row.nth for row in rows if row.counts and row.on > evaluation.day_zeros[-1]]
    assert final == list(range(1, len(final) + 1))
    if evaluation.due_on is not None:
        assert CALENDAR.is_working_day(evaluation.due_on)
        assert evaluation.delayed or rows[-1].nth == evaluation.working_days


@pytest.mark.parametrize("year", range(2008, 2026))
def test_every_day_of_a_year_is_due_as_the_oracle_says(year):
    day = date(year, 1, 1) if year > 2008 else date(2008, 5, 1)
    while day.year == year:
        due = evaluate(ClockFacts(day, Channel.ORAL), CALENDAR, day).due_on
        assert due == oracle.add_working_days(day, 15 if day < date(2019, 5, 15) else 20)
        day += timedelta(days=1)
