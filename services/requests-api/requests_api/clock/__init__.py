"""The statutory clock (CLK): a pure module that computes a deadline from recorded facts.

    evaluate(facts, calendar, as_of) -> Evaluation       no I/O, no system clock, refuses nothing
    explain(evaluation, calendar)    -> list[LedgerRow]  one row per calendar day
    legal_receipt(received_on, channel, confirmed_on, calendar) -> date | None
    known_at(events, moment)         -> events as the file knew them then

A date is never stored as the only truth; the address `clock/preview` is in `router`, which this
package does not import.
"""

from gongkai.organs import Channel
from gongkai.rules import HOUSE_CONFIRM
from requests_api.clock.evaluation import evaluate
from requests_api.clock.facts import (
    ClockEvent,
    ClockFacts,
    EventType,
    Party,
    ServiceMode,
    known_at,
)
from requests_api.clock.ledger import LedgerRow, explain
from requests_api.clock.outcome import Deadline, Evaluation, State
from requests_api.clock.receipt import legal_receipt
from requests_api.clock.rules import IN_FORCE_2007, RULE_SET_IDS, RuleSet, rule_set_of
from requests_api.clock.stops import Remark, Stop, compliance_date

__all__ = [
    "HOUSE_CONFIRM",
    "IN_FORCE_2007",
    "RULE_SET_IDS",
    "Channel",
    "ClockEvent",
    "ClockFacts",
    "Deadline",
    "Evaluation",
    "EventType",
    "LedgerRow",
    "Party",
    "Remark",
    "RuleSet",
    "ServiceMode",
    "State",
    "Stop",
    "compliance_date",
    "evaluate",
    "explain",
    "known_at",
    "legal_receipt",
    "rule_set_of",
]
