"""The explanation: one row per calendar day, why it counts or does not, and by which source."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from gongkai.calendar import DayKind, WorkingCalendar
from requests_api.clock.outcome import Evaluation
from requests_api.clock.stops import Stop

_DAY_ZERO = "期间开始之日不计算在期间内（民事诉讼法第85条）"
_RESTART = "自次日起重新计算，当日不计算在期间内"
_REASONS = {DayKind.WEEKDAY: "working_day"}


class LedgerRow(NamedTuple):
    """One calendar day. `nth` is its number in the period, None where it does not count.

    `reason` is one of `receipt_day`, `restart_day`, `working_day`, `makeup_working_day`, `weekend`,
    `holiday`, `stopped`.
    """

    on: date
    counts: bool
    nth: int | None
    reason: str
    basis: str


def explain(
    evaluation: Evaluation, calendar: WorkingCalendar, jurisdiction: str | None = None
) -> list[LedgerRow]:
    """The days from legal receipt to `due_on`, both included, or to `as_of` while no date is known.

    `calendar` and `jurisdiction` are those of the evaluation. Empty before the legal receipt.
    """
    first = evaluation.received_on
    if first is None:
        return []
    last = evaluation.due_on or evaluation.ended_on or max(first, evaluation.as_of)
    return list(_rows(evaluation, calendar.for_jurisdiction(jurisdiction), first, last))


def _rows(
    evaluation: Evaluation, calendar: WorkingCalendar, first: date, last: date
) -> Iterator[LedgerRow]:
    restarts = evaluation.day_zeros[1:]
    nth = 0
    for day in (first + timedelta(days=i) for i in range((last - first).days + 1)):
        if day == first:
            yield LedgerRow(day, False, None, "receipt_day", _DAY_ZERO)
            continue
        if day in restarts:
            nth = 0
            yield LedgerRow(day, False, None, "restart_day", _RESTART)
            continue
        info = calendar.reason_for(day)
        reason = _REASONS.get(info.kind, info.kind.value)
        if not info.is_working_day:
            yield LedgerRow(day, False, None, reason, f"{info.name}，{info.source}")
            continue
        stop = _stop_on(day, evaluation.stops)
        if stop is not None:
            yield LedgerRow(day, False, None, "stopped", stop.basis)
            continue
        nth += 1
        words = info.name if info.kind is DayKind.WEEKDAY else f"{info.name}，{info.source}"
        yield LedgerRow(day, True, nth, reason, words)


def _stop_on(day: date, stops: Sequence[Stop]) -> Stop | None:
    for stop in stops:
        if stop.start < day and (stop.end is None or day <= stop.end):
            return stop
    return None
