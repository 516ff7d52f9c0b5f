"""Ends of terms in every unit (domain.md 2.12.7)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.calendar import OutsideCalendar, base_calendar
from gongkai.contracts import Unit
from gongkai.deadlines.due import Due
from gongkai.deadlines.terms import end_of, months_after
from gongkai.rules import rule_of
from gongkai.time import SHANGHAI

CALENDAR = base_calendar()
DAYS = st.dates(date(2008, 5, 1), date(2026, 6, 30))
INSTANTS = st.tuples(DAYS, st.times()).map(lambda pair: datetime.combine(*pair, SHANGHAI))
NAIVE = datetime(2025, 3, 3, tzinfo=SHANGHAI).replace(tzinfo=None)


def end(start, amount, unit):
    return end_of(start, amount, unit, CALENDAR)


@pytest.mark.parametrize(
    ("rule", "start", "last"),
    [
        ("DL-01", date(2025, 3, 3), date(2025, 3, 31)),
        # National Day and Mid-Autumn 2023: the sixtieth day is a holiday and rolls over all of it.
        ("DL-20", date(2023, 8, 1), date(2023, 10, 7)),
        ("DL-24", date(2025, 3, 3), date(2025, 3, 18)),
        # The last day of February, a Friday; the last day of August, a Sunday.
        ("DL-25", date(2024, 8, 31), date(2025, 2, 28)),
        ("DL-25", date(2025, 2, 28), date(2025, 8, 28)),
        ("DL-26", date(2024, 12, 31), date(2025, 2, 28)),
        ("DL-26", date(2025, 6, 30), date(2025, 9, 1)),
        ("DL-50", date(2023, 11, 30), date(2024, 2, 29)),
        ("DL-27", date(2022, 9, 30), date(2022, 11, 2)),
    ],
)
def test_a_rule_s_term_ends_on_the_day_that_the_law_says(rule, start, last):
    assert end(start, rule_of(rule).term, rule_of(rule).unit) == Due(on=last)


def test_hours_run_through_the_longest_holiday():
    start = datetime(2025, 9, 30, 23, 30, tzinfo=SHANGHAI)
    assert end(start, 48, Unit.HOUR) == Due(at=datetime(2025, 10, 2, 23, 30, tzinfo=SHANGHAI))


def test_an_instant_starts_a_term_of_days_on_its_day_in_shanghai():
    start = datetime(2025, 3, 2, 18, tzinfo=UTC)
    assert end(start, 20, Unit.WORKING_DAY) == end(date(2025, 3, 3), 20, Unit.WORKING_DAY)


@given(DAYS, st.integers(1, 400), st.sampled_from([Unit.NATURAL_DAY, Unit.MONTH]))
def test_natural_days_and_months_end_on_the_first_working_day_that_is_not_earlier(day, n, unit):
    due = end(day, min(n, 36) if unit is Unit.MONTH else n, unit).on
    named = months_after(day, min(n, 36)) if unit is Unit.MONTH else day + timedelta(days=n)
    assert CALENDAR.is_working_day(due)
    rolled = (due - named).days
    assert rolled >= 0
    assert not any(CALENDAR.is_working_day(named + timedelta(days=i)) for i in range(rolled))


@given(DAYS, st.integers(1, 60))
def test_working_days_leave_the_first_day_out_and_count_the_last(day, n):
    due = end(day, n, Unit.WORKING_DAY).on
    after = [day + timedelta(days=i) for i in range(1, (due - day).days + 1)]
    assert sum(map(CALENDAR.is_working_day, after)) == n
    assert CALENDAR.is_working_day(due)


@given(DAYS, st.integers(1, 120))
def test_months_end_on_the_same_day_number_or_the_last_of_the_month(day, n):
    last = months_after(day, n)
    assert (last.year - day.year) * 12 + last.month - day.month == n
    assert last.day == day.day or (
        last.day < day.day and (last + timedelta(days=1)).month != last.month
    )


@given(INSTANTS, st.integers(1, 500))
def test_hours_are_hours(start, n):
    assert end(start, n, Unit.HOUR).at - start == timedelta(hours=n)


@given(DAYS, st.integers(1, 100), st.sampled_from([Unit.WORKING_DAY, Unit.NATURAL_DAY]))
def test_a_longer_term_never_ends_earlier(day, n, unit):
    assert end(day, n + 1, unit).ends_at >= end(day, n, unit).ends_at


@pytest.mark.parametrize(
    ("start", "amount", "unit", "fault"),
    [
        (date(2025, 3, 3), 0, Unit.WORKING_DAY, "at least one"),
        (date(2025, 3, 3), 0, Unit.NATURAL_DAY, "at least one"),
        (date(2025, 3, 3), 1, Unit.DATE, "no length"),
        (date(2025, 3, 3), 1, Unit.HOUR, "from an instant"),
        (NAIVE, 1, Unit.HOUR, "zone"),
        (NAIVE, 1, Unit.MONTH, "zone"),
    ],
)
def test_what_is_no_term_is_refused(start, amount, unit, fault):
    with pytest.raises(ValueError, match=fault):
        end(start, amount, unit)


def test_an_end_beyond_the_calendar_is_not_guessed():
    with pytest.raises(OutsideCalendar):
        end(date(2045, 12, 1), 1, Unit.MONTH)


def test_every_unit_has_a_name_of_its_own():
    assert len({unit.label for unit in Unit}) == len(Unit)
