"""Lights and the filter by light say the same."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.calendar import base_calendar
from requests_api.cases.lights import Light, due_range, light_of, remaining_working_days

CALENDAR = base_calendar()
DAYS = st.dates(date(2019, 1, 1), date(2026, 6, 30))


@settings(max_examples=200)
@given(today=DAYS, ahead=st.integers(-40, 60))
def test_a_date_lies_in_the_range_of_its_light_and_in_no_other(today, ahead):
    due = today + timedelta(days=ahead)
    showing = [
        light
        for light in Light
        if not (window := due_range(light, today, CALENDAR)).no_date
        and (window.first or date.min) <= due <= (window.last or date.max)
    ]
    assert showing == [light_of(due, today, CALENDAR)]


@settings(max_examples=200)
@given(today=DAYS, ahead=st.integers(-40, 60))
def test_what_remains_is_negative_exactly_when_overdue(today, ahead):
    due = today + timedelta(days=ahead)
    is_overdue = light_of(due, today, CALENDAR) is Light.OVERDUE
    assert (remaining_working_days(due, today, CALENDAR) < 0) == is_overdue


def test_a_case_without_a_date_shows_no_light():
    today = date(2025, 9, 26)
    assert light_of(None, today, CALENDAR) is Light.NONE
    assert due_range(Light.NONE, today, CALENDAR).no_date
