"""What is found in the events of a clock: stops, restarts, extensions, the end, and remarks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from gongkai.calendar import WorkingCalendar
from requests_api.clock.facts import ClockEvent, EventType, Party, ServiceMode
from requests_api.clock.rules import DEFAULT_CORRECTION_PERIOD, RuleSet


@dataclass(frozen=True, slots=True)
class Remark:
    """An event that had no or not the usual effect, with a stable code and the words for it."""

    event: ClockEvent
    code: str
    basis: str


@dataclass(frozen=True, slots=True)
class Stop:
    """Days that do not count: after `start`, up to and including `end` (None: not known yet).

    `awaited` while the answer may still come, also when its period has `lapsed` and the clock runs
    on; `rule` and `own_due` are the stop's own deadline, None where the text sets none.
    """

    event: ClockEvent
    start: date
    end: date | None
    awaited: bool
    basis: str
    rule: str | None = None
    own_due: date | None = None
    lapsed: bool = False


class Frame(NamedTuple):
    """What an evaluation is made in: text, calendar, arrival, legal receipt and two days.

    `as_of` is echoed; `until` is the last day whose events count, and is without bound where the
    whole lies in the future and is a plan. `undelivered` are the notices whose delivery counts for
    nothing, as it came when the running term was over, each with the last day of that.
    """

    rules: RuleSet
    calendar: WorkingCalendar
    arrival: date
    receipt: date | None
    as_of: date
    until: date
    undelivered: Mapping[ClockEvent, date] = MappingProxyType({})


@dataclass(slots=True)
class History:
    """The events of one clock, read up to a day and sorted by what they do."""

    stops: list[Stop] = field(default_factory=list)
    restarts: list[ClockEvent] = field(default_factory=list)
    extensions: list[ClockEvent] = field(default_factory=list)
    delays: list[ClockEvent] = field(default_factory=list)
    end: ClockEvent | None = None
    ended_on: date | None = None
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, event: ClockEvent, code: str, basis: str) -> None:
        """Note that an event did not do what it looks like."""
        self.remarks.append(Remark(event, code, basis))

    def is_ended_by(self, kind: EventType) -> bool:
        """Whether the case ended, and by this."""
        return self.end is not None and self.end.type is kind


def compliance_date(event: ClockEvent) -> date:
    """The day on which a reply counts as given (235号): posting, but delivery if handed over."""
    if event.service is ServiceMode.DIRECT and event.delivered_on is not None:
        return event.delivered_on
    return event.on


def period_of(letter: ClockEvent, rules: RuleSet) -> int | None:
    """Working days from its delivery after which the stop of a letter ends by itself; None where it
    has no such end.
    """
    match letter.type:
        case EventType.CONSULTATION_SENT if letter.party is Party.ORGAN:
            return rules.organ_days if rules.organ_stops else None
        case EventType.CONSULTATION_SENT:
            return rules.third_party_days
        case EventType.FEE_NOTIFIED if rules.fee_stop_ends_with_term:
            return rules.fee_days
        case EventType.CORRECTION_NOTIFIED if rules.correction_stop_ends_with_period:
            days = letter.working_days or DEFAULT_CORRECTION_PERIOD
            return days if letter.until is None else None
    return None
