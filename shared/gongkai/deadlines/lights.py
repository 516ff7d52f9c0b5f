"""Lights of a worklist: how near the end of a deadline is, and which ends show a light.

A dated deadline is near in working days, one with a time in hours. `light_of` says what is shown,
`due_ranges` which rows show it: both by the same thresholds, so that a filter finds what is seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from gongkai.calendar import WorkingCalendar
from gongkai.codes import LabelledEnum
from gongkai.contracts import Unit
from gongkai.deadlines.due import Due, end_of_day
from gongkai.time import shanghai_date

YELLOW_FROM = 5
RED_FROM = 1
"""Working days left of a dated deadline, today not counted."""
YELLOW_FROM_HOURS = timedelta(hours=12)
RED_FROM_HOURS = timedelta(hours=3)
"""Time left of a deadline with a time."""
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


class Light(LabelledEnum):
    """Green: time enough; yellow: within five working days, or twelve hours; red: today or
    tomorrow, or within three hours; overdue.
    """

    NONE = "none", "不计时"
    GREEN = "green", "正常"
    YELLOW = "yellow", "临近到期"
    RED = "red", "即将到期"
    OVERDUE = "overdue", "已逾期"


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left: whole working days or whole hours; negative once it is over."""

    value: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Window:
    """Ends later than `after`, up to and including `until`; None is open."""

    after: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueRanges:
    """Which ends (`ends_at`) show a light; `without_end` stands for the rows that have none.

    `dated` is by the prefix of the division, the longest first, and for all others by "": a region
    may have days of rest of its own. `timed` holds everywhere.
    """

    dated: Mapping[str, Window]
    timed: Window
    without_end: bool = False


def light_of(due: Due | None, now: datetime, calendar: WorkingCalendar) -> Light:
    """The light of a deadline at `now`, by the calendar of its division."""
    if due is None:
        return Light.NONE
    if due.ends_at <= now:
        return Light.OVERDUE
    if due.on is None:
        left = due.ends_at - now
        is_red, is_yellow = left <= RED_FROM_HOURS, left <= YELLOW_FROM_HOURS
    else:
        days = calendar.working_days_between(shanghai_date(now), due.on)
        is_red, is_yellow = days <= RED_FROM, days <= YELLOW_FROM
    if is_red:
        return Light.RED
    return Light.YELLOW if is_yellow else Light.GREEN


@dataclass(frozen=True, slots=True)
class Turns:
    """From which instants on a deadline shows a light; before the first it is green."""

    yellow_from: datetime
    red_from: datetime
    overdue_from: datetime


@lru_cache(maxsize=512)
def turns_of(due: Due, calendar: WorkingCalendar) -> Turns:
    """When the light of a deadline turns, by the calendar of its division as it is known now."""
    if due.on is None:
        ends_at = due.ends_at
        return Turns(ends_at - YELLOW_FROM_HOURS, ends_at - RED_FROM_HOURS, ends_at)
    behind = due.on + _DAY
    yellow, red = (
        _before(calendar.nth_working_day_before(behind, days + 1))
        for days in (YELLOW_FROM, RED_FROM)
    )
    return Turns(yellow, red, due.ends_at)


def remaining(due: Due, now: datetime, calendar: WorkingCalendar) -> Remaining:
    """Working days left after today, or full hours; at least one less than none once it is over."""
    is_over = due.ends_at <= now
    if due.on is None:
        hours = abs(due.ends_at - now) // _HOUR
        return Remaining(-max(1, hours) if is_over else hours, Unit.HOUR)
    days = abs(calendar.working_days_between(shanghai_date(now), due.on))
    return Remaining(-max(1, days) if is_over else days, Unit.WORKING_DAY)


def due_ranges(light: Light, now: datetime, calendar: WorkingCalendar) -> DueRanges:
    """Which ends show `light` at `now`."""
    if light is Light.NONE:
        return DueRanges({}, Window(), without_end=True)
    dated = {
        region: _dated(light, now, calendar.for_jurisdiction(region))
        for region in (*calendar.regions, "")
    }
    return DueRanges(dated, _timed(light, now))


def _dated(light: Light, now: datetime, calendar: WorkingCalendar) -> Window:
    today = shanghai_date(now)
    overdue = end_of_day(today - _DAY)
    if light is Light.OVERDUE:
        return Window(None, overdue)
    red = _before(calendar.nth_working_day_after(today, RED_FROM + 1))
    if light is Light.RED:
        return Window(overdue, red)
    yellow = _before(calendar.nth_working_day_after(today, YELLOW_FROM + 1))
    return Window(red, yellow) if light is Light.YELLOW else Window(yellow)


def _timed(light: Light, now: datetime) -> Window:
    red, yellow = now + RED_FROM_HOURS, now + YELLOW_FROM_HOURS
    return {
        Light.OVERDUE: Window(None, now),
        Light.RED: Window(now, red),
        Light.YELLOW: Window(red, yellow),
        Light.GREEN: Window(yellow),
    }[light]


def _before(day: date) -> datetime:
    """The end of the day before: the last end that lies before `day`."""
    return end_of_day(day - _DAY)
