"""Calendar months, over which items are counted."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.time import month_of


@given(st.dates(date(1900, 1, 1), date(2199, 12, 30)))
def test_a_month_holds_the_day_and_lies_between_two_others(day):
    first, last = month_of(day)
    assert first <= day <= last
    assert (first.day, (last + timedelta(days=1)).day) == (1, 1)
    assert (first.month, last.month) == (day.month, day.month)


def test_february_ends_as_its_year_says():
    assert month_of(date(2024, 2, 5)) == (date(2024, 2, 1), date(2024, 2, 29))
    assert month_of(date(2025, 2, 5))[1] == date(2025, 2, 28)
