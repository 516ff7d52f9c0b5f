"""What the import of a case puts on record, beside the events that it takes over."""

from collections.abc import Collection

from gongkai.record.events import Recorded
from requests_api.cases.states import CaseState
from requests_api.cases.story import CaseColumns, CaseEvent, DatedCaseEvent, Story
from requests_api.clock.facts import ClockEvent, EventType
from requests_api.decisions.model import ABANDONMENTS, DecisionCode
from requests_api.decisions.taxonomy import decision_of
from requests_api.intake.events import ApplicationReceived, ReceiptConfirmed

_ENDS = {
    CaseState.REPLIED: EventType.REPLIED,
    CaseState.WITHDRAWN: EventType.WITHDRAWN,
    CaseState.CLOSED: EventType.CLOSED,
}


class Imported(CaseEvent):
    """The case was taken over from an earlier register: the entries that follow state what that
    register says, with its days. Its applicant is told nothing of them.
    """

    TYPE = "imported"
    LABEL = "导入"

    file_sha256: str
    """Digest of the table, in hex."""
    row: int
    """The row of it."""
    taken_over: int
    """How many entries that follow state what the earlier register says."""

    def told_elsewhere(self, seq: int) -> Collection[int]:
        """What the earlier register says was told by it."""
        return range(seq + 1, seq + 1 + self.taken_over)

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The mark, for good."""
        case.imported_on = item.on


class NumberTakenOver(CaseEvent):
    """The case keeps the number of the earlier register."""

    TYPE = "number_taken_over"
    LABEL = "沿用原登记编号"

    number: str
    """The number."""
    year: int | None
    """Its year; null where the number tells none."""
    serial: int | None
    """The how many-th of the year it is; null where the number tells none."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The number."""
        case.number = self.number


class EndedBefore(DatedCaseEvent):
    """The case had ended before it was imported; its reply is kept with the earlier register."""

    TYPE = "ended_before_import"
    LABEL = "导入前已办结"
    DAY = "答复或者办结日期"
    FOLLOWS = frozenset({ApplicationReceived.TYPE, ReceiptConfirmed.TYPE})

    decision: DecisionCode
    """How it ended."""

    def tell(self, story: Story, item: Recorded) -> None:
        """The end."""
        kind = _ENDS[ended_state(self.decision)]
        kind = EventType.ABANDONED if self.decision in ABANDONMENTS else kind
        story.events.append(
            ClockEvent(kind, item.on, id=str(item.seq), recorded_at=item.recorded_at)
        )

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """How and when it ended."""
        case.decision, case.closed_on = self.decision, item.on
        if ended_state(self.decision) is CaseState.REPLIED:
            case.replied_on = item.on


def ended_state(decision: DecisionCode) -> CaseState:
    """The state in which a case stands that ended so."""
    if decision is DecisionCode.WITHDRAWN:
        return CaseState.WITHDRAWN
    return CaseState.REPLIED if decision_of(decision).has_reply else CaseState.CLOSED
