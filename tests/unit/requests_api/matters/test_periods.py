"""The last day that a notice sets: after the notice has come, a working day, within reason."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.calendar import base_calendar
from requests_api.matters.errors import DateOutOfOrder, LastDayOfRest
from requests_api.matters.periods import LONGEST, check_last_day

CALENDAR = base_calendar()
DAYS = st.dates(date(2024, 1, 1), date(2025, 12, 31))


def fault_of(until, asked_on, told_on):
    try:
        check_last_day(until, CALENDAR, asked_on=asked_on, told_on=told_on, what="补正期限")
    except (DateOutOfOrder, LastDayOfRest) as refused:
        return type(refused)
    return None


@given(DAYS, st.integers(0, 30), st.integers(-10, 200))
def test_what_is_taken_leaves_the_applicant_a_working_day_and_ends(asked_on, way, length):
    told_on = asked_on + timedelta(days=way)
    until = told_on + timedelta(days=length)
    is_in_order = told_on < until <= asked_on + LONGEST
    if not is_in_order:
        expected = DateOutOfOrder
    else:
        expected = None if CALENDAR.is_working_day(until) else LastDayOfRest
    assert fault_of(until, asked_on, told_on) is expected


@pytest.mark.parametrize(
    ("until", "fault"),
    [
        (date(2025, 3, 10), DateOutOfOrder),
        (date(2025, 3, 11), None),
        (date(2025, 3, 16), LastDayOfRest),
        (date(2025, 4, 4), LastDayOfRest),  # 清明
        (date(2025, 4, 27), None),  # a Sunday that is worked for the holiday of May
        (date(2025, 6, 10), None),
        (date(2025, 6, 11), DateOutOfOrder),
    ],
)
def test_by_the_days_of_2025(until, fault):
    assert fault_of(until, date(2025, 3, 10), date(2025, 3, 10)) is fault
