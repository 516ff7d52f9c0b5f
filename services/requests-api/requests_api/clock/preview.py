"""What the public preview checks before it counts: that the question has a meaning."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Literal

from gongkai.errors import Problem
from gongkai.problem_parts import FieldError
from requests_api.clock.errors import (
    ClockAnswerWithoutLetter,
    ClockDateOutOfRange,
    ClockEventBeforeReceipt,
    ClockReferenceRequired,
    ClockRuleSetUnknown,
)
from requests_api.clock.facts import ClockFacts, EventType, in_order, pair
from requests_api.clock.rules import IN_FORCE_2007, RULE_SET_IDS

PreviewedType = Literal[
    EventType.CORRECTION_NOTIFIED,
    EventType.CORRECTION_RECEIVED,
    EventType.CONSULTATION_SENT,
    EventType.CONSULTATION_ANSWERED,
    EventType.EXTENDED,
    EventType.DELAY_SET,
    EventType.FEE_NOTIFIED,
    EventType.FEE_PAID,
    EventType.PAUSED,
    EventType.RESUMED,
    EventType.REPLIED,
    EventType.WITHDRAWN,
]
"""What a question may tell of: these types are the contract, whatever else a file knows."""
RECEIPT_YEARS_AHEAD = 2
"""How far ahead an application may be planned to arrive."""
EVENT_YEARS_AHEAD = 4
"""How far ahead any other date may lie: two years after the last receipt."""
_DATES = ("on", "delivered_on", "approved_on", "notified_on", "until")


def check_question(
    facts: ClockFacts, as_of: date, today: date, loaded: Collection[str] = ()
) -> None:
    """Raise the problem that makes a preview meaningless, if there is one; ``loaded`` are the ids
    of texts that were loaded.
    """
    known = RULE_SET_IDS | {*loaded}
    if facts.rule_set is not None and facts.rule_set not in known:
        raise ClockRuleSetUnknown(
            errors=[
                FieldError("/body/rule_set", "rule_set_unknown", "没有此规则集", "No such rule set")
            ],
            extensions={"known": sorted(known)},
        )
    _refuse(ClockDateOutOfRange, "日期超出范围", "Out of range", _out_of_range(facts, as_of, today))
    early = _before_arrival(facts)
    _refuse(ClockEventBeforeReceipt, "早于收到日", "Before the arrival", early)
    ordered = in_order(facts.events)
    sent, answered = EventType.CONSULTATION_SENT, EventType.CONSULTATION_ANSWERED
    _, faults = pair(ordered, sent, answered)
    positions = {id(event): at for at, event in enumerate(facts.events)}
    for code, problem, zh, en in (
        ("without_letter", ClockAnswerWithoutLetter, "没有对应的函", "No letter to answer"),
        ("ref_required", ClockReferenceRequired, "须注明对应哪一件", "Say which letter"),
    ):
        at = [f"/body/events/{positions[id(event)]}/ref" for event, why in faults if why == code]
        _refuse(problem, zh, en, at)


def _refuse(problem: type[Problem], zh: str, en: str, pointers: Iterable[str]) -> None:
    errors = [FieldError(pointer, problem.code, zh, en) for pointer in pointers]
    if errors:
        raise problem(errors=errors)


def _out_of_range(facts: ClockFacts, as_of: date, today: date) -> Iterator[str]:
    latest = _years_after(today, EVENT_YEARS_AHEAD)
    if not IN_FORCE_2007 <= facts.received_on <= _years_after(today, RECEIPT_YEARS_AHEAD):
        yield "/body/received_on"
    for name, value in (("confirmed_on", facts.confirmed_on), ("as_of", as_of)):
        if value is not None and not IN_FORCE_2007 <= value <= latest:
            yield f"/body/{name}"
    for at, event in enumerate(facts.events):
        for name in _DATES:
            value = getattr(event, name)
            if value is not None and not IN_FORCE_2007 <= value <= latest:
                yield f"/body/events/{at}/{name}"


def _before_arrival(facts: ClockFacts) -> Iterator[str]:
    if facts.confirmed_on is not None and facts.confirmed_on < facts.received_on:
        yield "/body/confirmed_on"
    for at, event in enumerate(facts.events):
        if event.on < facts.received_on:
            yield f"/body/events/{at}/on"


def _years_after(day: date, years: int) -> date:
    """The same day number, or the last of February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
