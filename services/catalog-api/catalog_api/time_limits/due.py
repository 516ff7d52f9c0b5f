"""The last day of a time limit, where it has one."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from catalog_api.time_limits.structure import AfterEvent, ByDate, TimeLimit
from gongkai.deadlines.terms import months_after

AddWorkingDays = Callable[[date, int], date]
"""The nth working day after a day, by the calendar of the caller."""


def due_on(
    limit: TimeLimit,
    *,
    event_on: date | None = None,
    list_year: int | None = None,
    add_working_days: AddWorkingDays | None = None,
) -> date | None:
    """The last calendar day on which the limit is kept, or None while it has no date.

    `event_on` is the day of the event of an `AfterEvent`, itself not counted; working days need
    `add_working_days` as well. `list_year` stands in for a year that the words leave out. A
    month later is the same day number or the month's last (domain rule 2.12, 7). The result may
    be a rest day: rolling on is for the caller's calendar. Standing, recurring and unknown
    limits have no date. Raises ValueError or OverflowError beyond the year 9999.
    """
    if isinstance(limit, ByDate):
        return _end(limit, list_year)
    if isinstance(limit, AfterEvent) and event_on is not None:
        return _after(limit, event_on, add_working_days)
    return None


def _end(limit: ByDate, list_year: int | None) -> date | None:
    year = limit.year or list_year
    if year is None:
        return None
    month = limit.month or 12
    last = monthrange(year, month)[1]
    return date(year, month, min(limit.day or last, last))


def _after(limit: AfterEvent, day: date, add_working_days: AddWorkingDays | None) -> date | None:
    match limit.unit:
        case "working_day":
            return add_working_days(day, limit.n) if add_working_days else None
        case "natural_day":
            return day + timedelta(days=limit.n)
        case "month":
            return months_after(day, limit.n)
        case "year":
            return months_after(day, 12 * limit.n)
