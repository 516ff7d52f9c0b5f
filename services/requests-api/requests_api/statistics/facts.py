"""What table 三 needs of an application, from its record. Pure."""

from collections.abc import Iterable

from gongkai.calendar import WorkingCalendar
from gongkai.record.events import Recorded
from requests_api.annual_reports.table_three import CaseFact
from requests_api.cases.story import facts_of
from requests_api.clock import legal_receipt
from requests_api.decisions.model import DecisionCode
from requests_api.decisions.taxonomy import decision_of
from requests_api.intake.events import ApplicationReceived
from requests_api.replies.events import Replied
from requests_api.withdrawals.events import WithdrawnV1


def case_fact(history: Iterable[Recorded], calendar: WorkingCalendar) -> CaseFact:
    """One application as the report counts it."""
    history = tuple(history)
    facts = facts_of(history)
    receipt = legal_receipt(facts.received_on, facts.channel, facts.confirmed_on, calendar)
    (kind,) = (
        item.event.applicant_kind for item in history if isinstance(item.event, ApplicationReceived)
    )
    for item in history:
        match item.event:
            case Replied(decision=decision):
                return CaseFact(kind, receipt, item.on, decision_of(decision).row)
            case WithdrawnV1():
                finished_on = item.on if receipt is None else max(receipt, item.on)
                return CaseFact(kind, receipt, finished_on, decision_of(DecisionCode.WITHDRAWN).row)
    return CaseFact(kind, receipt)
