"""The last day of a time limit, where it has one."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from catalog_api.time_limits.structure import AfterEvent, ByDate, CellLimit
from gongkai.deadlines.terms import months_after

AddWorkingDays = Callable[[date, int], date]
"""The nth working day after a day, by the calendar of the caller."""


def due_on(
    limit: CellLimit,
    *,
    event_on: date | None = None,
    list_year: int | None = None,
    add_working_days: AddWorkingDays | None = None,
) -> date | None:
    """The last calendar day on which the limit is kept, or None while it has no date.

    `event_on` is the day of the event of an `AfterEvent`, itself not counted; working days need
    `add_working_days` as well. `list_year` stands in for a year that the words leave out. A day
    that this year does not have is none; a month later is the same day number or the month's
    last (domain rule 2.12, 7). The result may be a rest day: rolling on is for the caller's
    calendar. What is counted back from an event, or in hours, and every other kind has no date.
    Raises ValueError or OverflowError beyond the year 9999.
    """
    if isinstance(limit, ByDate):
        return _end(limit, list_year)
    if isinstance(limit, AfterEvent) and event_on is not None and limit.link != "before":
        return _after(limit, event_on, add_working_days)
    return None


def _end(limit: ByDate, list_year: int | None) -> date | None:
    year = limit.year
    if year is None:
        if list_year is None:
            return None
        year = list_year + limit.years_later
    month = limit.month or 6 * (limit.half or 0) or 3 * (limit.quarter or 0) or 12
    last = monthrange(year, month)[1]
    day = limit.day or last
    if limit.ten_days is not None:
        day = min(10 * limit.ten_days, last) if limit.ten_days < 3 else last  # noqa: PLR2004 - 下旬
    return date(year, month, day) if day <= last else None


def _after(limit: AfterEvent, day: date, add_working_days: AddWorkingDays | None) -> date | None:
    match limit.unit:
        case "working_day":
            return add_working_days(day, limit.n) if add_working_days else None
        case "natural_day":
            return day + timedelta(days=limit.n)
        case "week":
            return day + timedelta(weeks=limit.n)
        case "month":
            return months_after(day, limit.n)
        case "year":
            return months_after(day, 12 * limit.n)
        case "hour":
            return None
