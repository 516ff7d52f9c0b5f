"""Counting working days outside the union of the stops, forwards and up to a day."""

from collections.abc import Sequence
from datetime import date

from gongkai.calendar import WorkingCalendar
from requests_api.clock.stops import Stop


def reach(
    calendar: WorkingCalendar, day_zero: date, total: int, stops: Sequence[Stop]
) -> tuple[date | None, int]:
    """The `total`-th working day after `day_zero` outside the union of the stops, if it is known.

    `stops` are in order of their start. Also returns how many of them had an effect: one that
    begins on the day reached or later has none.
    """
    at, left, cursor = calendar.index(day_zero), total, day_zero
    for position, stop in enumerate(stops):
        if stop.start > cursor:
            next_at = calendar.index(stop.start)
            if next_at - at >= left:
                return calendar.day_at(at + left), position
            left -= next_at - at
            cursor, at = stop.start, next_at
        if stop.end is None:
            return None, len(stops)
        if stop.end > cursor:
            cursor, at = stop.end, calendar.index(stop.end)
    return calendar.day_at(at + left), len(stops)


def counted(calendar: WorkingCalendar, day_zero: date, until: date, stops: Sequence[Stop]) -> int:
    """Working days after `day_zero` up to and including `until` that lie in no stop."""
    at, total, cursor = calendar.index(day_zero), 0, day_zero
    for stop in stops:
        if stop.start >= until:
            break
        if stop.start > cursor:
            next_at = calendar.index(stop.start)
            total += next_at - at
            cursor, at = stop.start, next_at
        if stop.end is None or stop.end >= until:
            return total
        if stop.end > cursor:
            cursor, at = stop.end, calendar.index(stop.end)
    return total + max(0, calendar.index(until) - at)
