"""From a start and a term to its end, in whichever unit the term is counted (domain.md 2.12.7)."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from gongkai.calendar import WorkingCalendar
from gongkai.contracts import Unit
from gongkai.deadlines.due import Due
from gongkai.time import shanghai_date


def end_of(start: date | datetime, amount: int, unit: Unit, calendar: WorkingCalendar) -> Due:
    """The end of a term of `amount` units that begins with `start`, whose day is not counted.

    Natural days and months that end on a rest day roll to the next working day (民事诉讼法第85条).
    Hours run through holidays from the instant `start`. Raises ValueError for a term of nothing, a
    unit that is no length, hours without an instant or a start without a zone, and OutsideCalendar.
    """
    if amount < 1:
        raise ValueError("a term is at least one unit long")
    if isinstance(start, datetime) and start.tzinfo is None:
        raise ValueError("the start of a term has a zone")
    if unit is Unit.HOUR:
        if not isinstance(start, datetime):
            raise ValueError("hours are counted from an instant")
        return Due(at=start + timedelta(hours=amount))
    day = shanghai_date(start) if isinstance(start, datetime) else start
    match unit:
        case Unit.WORKING_DAY:
            return Due(on=calendar.nth_working_day_after(day, amount))
        case Unit.NATURAL_DAY:
            last = day + timedelta(days=amount)
        case Unit.MONTH:
            last = months_after(day, amount)
        case _:
            raise ValueError(f"{unit} is no length of time")
    return Due(on=calendar.next_working_day_on_or_after(last))


def months_after(day: date, amount: int) -> date:
    """The same day number `amount` months later, or that month's last day."""
    years, month = divmod(day.month - 1 + amount, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
