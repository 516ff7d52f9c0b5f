"""Stories of cases in a few words, for the tests of the clock's rules."""

import re
from datetime import date

from gongkai.calendar import base_calendar
from requests_api.clock import (
    Channel,
    ClockEvent,
    ClockFacts,
    EventType,
    evaluate,
)

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
