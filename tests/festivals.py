"""Notices of a whole year, for tests: every festival arranged by the days that the law gives."""

from gongkai.calendar import NoticeDay
from gongkai.calendar.festivals import festival_days


def whole_year(year: int) -> tuple[NoticeDay, ...]:
    """The days off that the law gives, which the calendar knows without any notice."""
    named = {day: name for name, given in festival_days(year).items() for day in given}
    return tuple(NoticeDay(day, named[day]) for day in sorted(named))
