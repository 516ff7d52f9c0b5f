"""What table 三 counts of each case by its record alone: what the kept facts must be equal to."""

from sqlalchemy import select

from gongkai.record import read_whole
from gongkai.record.log import RecordDamaged
from requests_api.cases.models import Case
from requests_api.cases.story import facts_of
from requests_api.clock import legal_receipt
from requests_api.closings.events import Closed, Reopened
from requests_api.decisions.model import DecisionCode
from requests_api.imports.events import EndedBefore
from requests_api.matters.file import RecordFile
from requests_api.matters.late import marked
from requests_api.matters.models import MatterEvent
from requests_api.replies.events import Replied
from requests_api.withdrawals.events import WithdrawnV1


def by_record(case, recorded, calendar):
    """Organ, receipt, end, decision, row chosen, whether entered late, whether awaiting."""
    file = RecordFile(recorded)
    facts = facts_of(file.effective)
    receipt = legal_receipt(facts.received_on, facts.channel, facts.confirmed_on, calendar)
    ended_on = decision = row = None
    for item in file.effective:
        match item.event:
            case Replied(decision=decided, report_row=chosen):
                ended_on, decision, row = item.on, decided, chosen
            case WithdrawnV1():
                ended_on = item.on if receipt is None else max(receipt, item.on)
                decision = DecisionCode.WITHDRAWN
            case Closed(decision=decided):
                ended_on, decision = item.on, decided
            case EndedBefore(decision=decided):
                ended_on = item.on if receipt is None else max(receipt, item.on)
                decision = decided
            case Reopened():
                ended_on, decision = None, None
    late = marked(file)
    awaiting = any(entry["awaits_confirmation"] for entry in late)
    return case.organ_id, receipt, ended_on, decision, row, bool(late), awaiting


def kept(case):
    """The facts that stand beside the case."""
    return (
        case.counted_organ_id,
        case.counted_from,
        case.counted_until,
        case.decision,
        case.report_row,
        case.counted_late_entry,
        case.counted_awaiting,
    )


async def differences(session, calendar):
    """What cases are counted by, where their records say other facts: both, by the case.

    A record that a test has damaged says nothing.
    """
    found = {}
    for case in (await session.scalars(select(Case))).all():
        statement = select(MatterEvent).where(MatterEvent.aggregate_id == case.id)
        rows = (await session.scalars(statement.order_by(MatterEvent.seq))).all()
        try:
            said = by_record(case, read_whole(case, rows), calendar)
        except RecordDamaged:
            continue
        if said != kept(case):
            found[str(case.id)] = said, kept(case)
    return found
