"""Lights and the filter by light say the same, for days and for hours."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.calendar import Notice, NoticeDay, NoticeKind, base_calendar
from gongkai.contracts import Unit
from gongkai.deadlines.due import Due
from gongkai.deadlines.lights import (
    DueRanges,
    Light,
    Remaining,
    Window,
    due_ranges,
    light_of,
    remaining,
    turns_of,
)
from gongkai.time import SHANGHAI

CALENDAR = base_calendar()
REGION = "1508"
LOCAL = CALENDAR.with_notices(
    [
        Notice(
            id="local",
            year=2025,
            title="测试地方放假通知",
            source="测试",
            holidays=tuple(NoticeDay(date(2025, 7, day), "测试节") for day in (10, 11, 14)),
            kind=NoticeKind.AMENDMENT,
            jurisdiction=REGION,
        )
    ]
)
# Every minute of the year, and those around the regional holiday more often.
INSTANTS = (st.integers(0, 500_000) | st.integers(260_000, 285_000)).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=SHANGHAI) + timedelta(minutes=minutes)
)
NOON = datetime(2025, 7, 9, 12, tzinfo=SHANGHAI)


@st.composite
def ends(draw):
    """A present and an end near it: days around it, hours around it, and the very edges."""
    now = draw(INSTANTS)
    if draw(st.booleans()):
        return now, Due(on=now.date() + timedelta(days=draw(st.integers(-40, 40))))
    seconds = draw(
        st.integers(-50_000, 50_000) | st.sampled_from([0, 1, 10_800, 10_801, 43_200, 43_201])
    )
    return now, Due(at=now + timedelta(seconds=seconds))


def is_in(window, due):
    after = window.after is None or due.ends_at > window.after
    return after and (window.until is None or due.ends_at <= window.until)


@settings(max_examples=400)
@given(ends(), st.sampled_from(["", REGION]))
def test_an_end_lies_in_the_window_of_its_light_and_in_no_other(given_end, region):
    now, due = given_end
    showing = []
    for light in Light:
        ranges = due_ranges(light, now, LOCAL)
        window = ranges.timed if due.on is None else ranges.dated.get(region)
        if not ranges.without_end and is_in(window, due):
            showing.append(light)
    assert showing == [light_of(due, now, LOCAL.for_jurisdiction(region))]


@settings(max_examples=300)
@given(ends())
def test_what_remains_is_negative_exactly_when_overdue(given_end):
    now, due = given_end
    left = remaining(due, now, CALENDAR)
    assert (left.value < 0) == (light_of(due, now, CALENDAR) is Light.OVERDUE)
    assert left.unit is (Unit.HOUR if due.on is None else Unit.WORKING_DAY)


@pytest.mark.parametrize(
    ("day", "light", "left"),
    [
        (8, Light.OVERDUE, -1),
        (9, Light.RED, 0),
        (10, Light.RED, 1),
        (11, Light.YELLOW, 2),
        (16, Light.YELLOW, 5),
        (17, Light.GREEN, 6),
        (1, Light.OVERDUE, -6),
    ],
)
def test_days_show_their_light(day, light, left):
    due = Due(on=date(2025, 7, day))
    assert light_of(due, NOON, CALENDAR) is light
    assert remaining(due, NOON, CALENDAR) == Remaining(left, Unit.WORKING_DAY)


def test_a_day_passed_on_a_rest_day_is_one_working_day_late():
    saturday = datetime(2025, 7, 12, 9, tzinfo=SHANGHAI)
    assert remaining(Due(on=date(2025, 7, 11)), saturday, CALENDAR).value == -1


@pytest.mark.parametrize(
    ("minutes", "light", "left"),
    [
        (-121, Light.OVERDUE, -2),
        (-59, Light.OVERDUE, -1),
        (0, Light.OVERDUE, -1),
        (1, Light.RED, 0),
        (180, Light.RED, 3),
        (181, Light.YELLOW, 3),
        (720, Light.YELLOW, 12),
        (721, Light.GREEN, 12),
    ],
)
def test_hours_show_their_light(minutes, light, left):
    due = Due(at=NOON + timedelta(minutes=minutes))
    assert light_of(due, NOON, CALENDAR) is light
    assert remaining(due, NOON, CALENDAR) == Remaining(left, Unit.HOUR)


def test_a_region_s_own_days_of_rest_move_its_windows_alone():
    red = due_ranges(Light.RED, NOON, LOCAL)
    assert list(red.dated) == [REGION, ""]
    assert red.dated[""].until == Due(on=date(2025, 7, 10)).ends_at
    # The tenth, the eleventh and the fourteenth are days of rest there: tomorrow is the fifteenth.
    assert red.dated[REGION].until == Due(on=date(2025, 7, 15)).ends_at
    assert light_of(Due(on=date(2025, 7, 15)), NOON, LOCAL.for_jurisdiction(REGION)) is Light.RED


def test_what_has_no_end_shows_no_light():
    assert light_of(None, NOON, CALENDAR) is Light.NONE
    assert due_ranges(Light.NONE, NOON, CALENDAR) == DueRanges({}, Window(), without_end=True)


@given(ends(), st.sampled_from(["", REGION]))
def test_a_light_turns_at_the_instants_that_are_told(end, region):
    now, due = end
    calendar = LOCAL.for_jurisdiction(region)
    turns = turns_of(due, calendar)
    turned = [
        (turns.overdue_from, Light.OVERDUE),
        (turns.red_from, Light.RED),
        (turns.yellow_from, Light.YELLOW),
    ]
    told = next((light for at, light in turned if at <= now), Light.GREEN)
    assert told is light_of(due, now, calendar)


def test_the_lights_of_a_last_day_turn_at_the_start_of_days():
    turns = turns_of(Due(on=date(2025, 7, 9)), CALENDAR)
    assert [at.astimezone(SHANGHAI).isoformat() for at in (turns.yellow_from, turns.red_from)] == [
        "2025-07-02T00:00:00+08:00",
        "2025-07-08T00:00:00+08:00",
    ]
    assert turns.overdue_from.astimezone(SHANGHAI).isoformat() == "2025-07-10T00:00:00+08:00"
