"""The clock against a second one that was written apart, on stories nobody thought of."""

import importlib.util
from datetime import date, timedelta
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
    Service,
    evaluate,
    explain,
)

_SPEC = importlib.util.spec_from_file_location("oracle", Path(__file__).parent / "oracle.py")
oracle = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(oracle)

CALENDAR = base_calendar()


def after(day, low, high):
    return st.integers(low, high).map(lambda n: day + timedelta(days=n))


@st.composite
def stories(draw):
    received = draw(
        st.one_of(
            st.dates(date(2008, 5, 1), date(2023, 6, 30)),
            st.dates(date(2019, 4, 1), date(2019, 6, 30)),
        )
    )
    letters = []
    for _ in range(draw(st.integers(0, 3))):
        sent = draw(after(received, 0, 60))
        letters.append(
            oracle.Letter(
                sent,
                draw(st.none() | after(sent, 0, 45)),
                draw(st.none() | after(sent, 0, 10)),
                draw(st.booleans()),
            )
        )
    notices = []
    day = received
    for _ in range(draw(st.integers(0, 2))):
        sent = draw(after(day, 0, 30))
        complied = draw(st.none() | after(sent, 0, 40))
        notices.append(oracle.Notice(sent, complied))
        if complied is None:
            break
        day = complied + timedelta(days=1)
    extension = draw(st.none() | st.tuples(after(received, 0, 60), st.integers(1, 22)))
    second = None
    if extension is not None:
        second = draw(st.none() | st.tuples(after(extension[0], 1, 60), st.integers(1, 22)))
    replied = draw(st.none() | after(received, 0, 90))
    return oracle.Story(received, letters, notices, extension, second, replied)


def facts_of(story):
    events = []
    for number, letter in enumerate(story.letters):
        party = Party.ORGAN if letter.organ else Party.THIRD_PARTY
        events.append(
            ClockEvent(
                EventType.CONSULTATION_SENT,
                letter.sent,
                ref=str(number),
                party=party,
                delivered_on=letter.delivered,
            )
        )
        if letter.answered:
            events.append(
                ClockEvent(EventType.CONSULTATION_ANSWERED, letter.answered, ref=str(number))
            )
    for notice in story.notices:
        events.append(ClockEvent(EventType.CORRECTION_NOTIFIED, notice.sent))
        if notice.complied:
            events.append(ClockEvent(EventType.CORRECTION_RECEIVED, notice.complied))
    events.extend(
        ClockEvent(EventType.EXTENDED, extension[0], working_days=extension[1])
        for extension in (story.extension, story.second_extension)
        if extension is not None
    )
    if story.replied:
        events.append(ClockEvent(EventType.REPLIED, story.replied, service=Service.POST))
    return ClockFacts(story.received, Channel.IN_PERSON, events=tuple(events))


@settings(max_examples=150)
@given(stories(), st.integers(0, 200))
def test_both_clocks_agree(story, lag):
    as_of = story.received + timedelta(days=lag)
    due, elapsed = oracle.walk(story, as_of)
    evaluation = evaluate(facts_of(story), CALENDAR, as_of)
    assert evaluation.due_on == due
    assert evaluation.elapsed_working_days == elapsed


@settings(max_examples=100)
@given(stories(), st.integers(0, 200))
def test_the_ledger_tells_the_same_story_as_the_result(story, lag):
    as_of = story.received + timedelta(days=lag)
    evaluation = evaluate(facts_of(story), CALENDAR, as_of)
    rows = explain(evaluation, CALENDAR)
    last = evaluation.due_on or max(rows[0].on, evaluation.ended_on or as_of)
    assert [row.on for row in rows] == [
        story.received + timedelta(days=i) for i in range((last - story.received).days + 1)
    ]
    assert all(row.counts is (row.nth is not None) for row in rows)
    final = [row.nth for row in rows if row.counts and row.on > evaluation.day_zeros[-1]]
    assert final == list(range(1, len(final) + 1))
    if evaluation.due_on is not None:
        assert rows[-1].nth == evaluation.working_days
        assert CALENDAR.is_working_day(evaluation.due_on)


@pytest.mark.parametrize("year", range(2008, 2026))
def test_every_day_of_a_year_is_due_as_the_oracle_says(year):
    day = date(year, 1, 1) if year > 2008 else date(2008, 5, 1)
    while day.year == year:
        due = evaluate(ClockFacts(day, Channel.ORAL), CALENDAR, day).due_on
        assert due == oracle.add_working_days(day, 15 if day < date(2019, 5, 15) else 20)
        day += timedelta(days=1)
