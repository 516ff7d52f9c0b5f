"""Legal receipt: the day 0 of an application, by channel and text (条例31, 207号, domain 2.6)."""

from collections.abc import Iterable
from datetime import date

from gongkai.calendar import WorkingCalendar
from gongkai.organs import Channel
from requests_api.clock.rules import (
    LOCAL,
    NATIONAL,
    REGULATION_2007,
    REGULATION_2019,
    SWITCH_2019,
    LocalMeasures,
    RuleSet,
    versions_at,
)

_NATIONAL_BY_ID = {rules.id: rules for rules in NATIONAL}


def legal_receipt(
    received_on: date,
    channel: Channel,
    confirmed_on: date | None,
    calendar: WorkingCalendar,
    rules: RuleSet | None = None,
) -> date | None:
    """The day on which an application counts as received, or None while it waits to be confirmed.

    `received_on` is the arrival. Without `rules` the text is chosen by the date. A confirmation
    dated before the arrival counts on the day of arrival.
    """
    rules = rules or national_rules(received_on, channel, confirmed_on, calendar)
    if channel in rules.confirmed:
        return None if confirmed_on is None else max(received_on, confirmed_on)
    if channel in rules.rolled:
        return calendar.next_working_day_on_or_after(received_on)
    return received_on


def national_rules(
    received_on: date, channel: Channel, confirmed_on: date | None, calendar: WorkingCalendar
) -> RuleSet:
    """The national text by first legal receipt: that of 2007 if its receipt is before the switch.

    An application that arrived before the switch and was confirmed on or after it runs under the
    text of 2019; one that is not yet confirmed, under the text of its arrival.
    """
    if received_on >= SWITCH_2019:
        return REGULATION_2019
    receipt = legal_receipt(received_on, channel, confirmed_on, calendar, REGULATION_2007)
    return REGULATION_2007 if receipt is None or receipt < SWITCH_2019 else REGULATION_2019


def explicit_rules(
    name: str, national: RuleSet, receipt: date, measures: Iterable[LocalMeasures] = LOCAL
) -> tuple[RuleSet, LocalMeasures | None]:
    """The named national text, or `national` and the named local measures, in the version that
    speaks of ``receipt`` or else the first. Raises KeyError.
    """
    if name in _NATIONAL_BY_ID:
        return _NATIONAL_BY_ID[name], None
    named = [each for each in measures if each.id == name]
    if not named:
        raise KeyError(name)
    first = min(named, key=lambda each: each.version)
    return national, next(iter(versions_at(receipt, named)), first)
