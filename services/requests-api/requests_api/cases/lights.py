"""Lights of the worklist: how near a due date is, in working days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.calendar import WorkingCalendar

YELLOW_FROM = 5
RED_FROM = 1


class Light(StrEnum):
    """Green: time enough; yellow: within five working days; red: today or tomorrow; overdue."""

    NONE = "none"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    OVERDUE = "overdue"


LIGHT_LABELS = {
    Light.NONE: "不计时",
    Light.GREEN: "正常",
    Light.YELLOW: "临近到期",
    Light.RED: "即将到期",
    Light.OVERDUE: "已逾期",
}


@dataclass(frozen=True, slots=True)
class DueRange:
    """Due dates from ``first`` to ``last``, both included, None open; or ``no_date`` at all."""

    first: date | None = None
    last: date | None = None
    no_date: bool = False


def remaining_working_days(due_on: date, today: date, calendar: WorkingCalendar) -> int:
    """Working days left after today; negative once the date has passed, also on a rest day."""
    if due_on >= today:
        return calendar.working_days_between(today, due_on)
    return -max(1, calendar.working_days_between(due_on, today))


def light_of(due_on: date | None, today: date, calendar: WorkingCalendar) -> Light:
    """The light of a due date seen from ``today``."""
    if due_on is None:
        return Light.NONE
    if due_on < today:
        return Light.OVERDUE
    remaining = remaining_working_days(due_on, today, calendar)
    if remaining <= RED_FROM:
        return Light.RED
    return Light.YELLOW if remaining <= YELLOW_FROM else Light.GREEN


def due_ranges(light: Light, today: date, calendar: WorkingCalendar) -> dict[str, DueRange]:
    """`due_range` by the prefix of the division, the longest first, and for all others by "".

    A region may have days of rest of its own, by which the light of its cases is shown.
    """
    return {
        region: due_range(light, today, calendar.for_jurisdiction(region))
        for region in (*calendar.regions, "")
    }


def due_range(light: Light, today: date, calendar: WorkingCalendar) -> DueRange:
    """The due dates that show ``light`` today."""
    day_after_red = calendar.nth_working_day_after(today, RED_FROM + 1)
    day_after_yellow = calendar.nth_working_day_after(today, YELLOW_FROM + 1)
    before = date.fromordinal
    match light:
        case Light.OVERDUE:
            return DueRange(None, before(today.toordinal() - 1))
        case Light.RED:
            return DueRange(today, before(day_after_red.toordinal() - 1))
        case Light.YELLOW:
            return DueRange(day_after_red, before(day_after_yellow.toordinal() - 1))
        case Light.GREEN:
            return DueRange(day_after_yellow, None)
        case Light.NONE:
            return DueRange(no_date=True)
