"""The last day that a notice sets for an answer: after the notice has come, and within reason."""

from datetime import date, timedelta

from gongkai.calendar import WorkingCalendar
from requests_api.matters.errors import DateOutOfOrder, LastDayOfRest

LONGEST = timedelta(days=92)
"""From the notice to a last day that it sets: no notice keeps a file waiting for ever."""


def check_last_day(
    until: date, calendar: WorkingCalendar, *, asked_on: date, told_on: date, what: str
) -> None:
    """``until`` of the body, called ``what``, lies after ``told_on``, when the notice of
    ``asked_on`` came, and is a working day; raises `DateOutOfOrder`, `LastDayOfRest`.
    """
    latest = asked_on + LONGEST
    if until <= told_on:
        fault = f"{what}须晚于{told_on}", f"The last day must be after {told_on}"
    elif until > latest:
        fault = f"{what}不能晚于{latest}", f"The last day must not be after {latest}"
    elif not calendar.is_working_day(until):
        raise LastDayOfRest.at("/body/until")
    else:
        return
    raise DateOutOfOrder.at("/body/until", *fault)
