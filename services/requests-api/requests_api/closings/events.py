"""What closing a case and reopening it put on record, and what they mean to the clock."""

from uuid import UUID

from gongkai.record.events import Recorded
from requests_api.cases.story import CaseColumns, CaseEvent, DatedCaseEvent, Story, clocked
from requests_api.clock.facts import EventType
from requests_api.decisions.evidence import EvidenceKind
from requests_api.decisions.model import ABANDONMENTS, DecisionCode
from requests_api.intake.events import ApplicationReceived, ReceiptConfirmed

_ENDS = frozenset({EventType.CLOSED, EventType.ABANDONED})


class Closed(DatedCaseEvent):
    """The case ended without a reply, after the letter that tells of it was drawn up. What the end
    rests on is kept sealed beside the record.

    Its day is nobody's to put right: it is bound by that letter, and by a period that was over.
    """

    TYPE = "closed"
    LABEL = "不作答复办结"
    DAY = "结案日期"
    CORRECTABLE = False
    FOLLOWS = frozenset({ApplicationReceived.TYPE, ReceiptConfirmed.TYPE, "reopened"})

    decision: DecisionCode
    """How it ended."""
    evidence: tuple[EvidenceKind, ...]
    """What the end rests on, by kind."""
    letter_id: UUID
    """The letter that tells the applicant."""
    merged_into: UUID | None
    """The case that goes on in its place, where it was merged."""
    merged_into_number: str | None
    """The number of that case."""

    def tell(self, story: Story, item: Recorded) -> None:
        """The end."""
        is_abandoned = self.decision in ABANDONMENTS
        kind = EventType.ABANDONED if is_abandoned else EventType.CLOSED
        story.events.append(clocked(kind, item))

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """How and when it ended."""
        case.decision, case.closed_on = self.decision, item.on
        case.closing = {
            "seq": item.seq,
            "decision": self.decision.value,
            "closed_on": item.on.isoformat(),
            "closed_by": item.actor,
            "evidence": [kind.value for kind in self.evidence],
            "letter_id": str(self.letter_id),
            "merged_into": None if self.merged_into is None else str(self.merged_into),
            "merged_into_number": self.merged_into_number,
        }


class CaseMergedIn(CaseEvent):
    """Another case of the organ was merged into this one, whose reply names both numbers."""

    TYPE = "case_merged_in"
    LABEL = "并入其他申请"

    case_id: UUID
    """The other case."""
    number: str
    """Its number."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """One more."""
        merged = {"case_id": str(self.case_id), "number": self.number}
        case.merged_cases = [*(case.merged_cases or ()), merged]


class Reopened(DatedCaseEvent):
    """What counted as abandoned goes on: good reason was shown, or the fee was paid in time. The
    clock stands as it stood before the end, and goes on by the correction or the payment itself,
    which is recorded with its own day. The reason is kept beside the record.
    """

    TYPE = "reopened"
    LABEL = "恢复办理"
    DAY = "恢复日期"
    CORRECTABLE = False
    FOLLOWS = frozenset({Closed.TYPE})

    decision: DecisionCode
    """The end that is undone."""

    def tell(self, story: Story, item: Recorded) -> None:
        """There was no end."""
        story.events = [each for each in story.events if each.type not in _ENDS]

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """Nothing has ended, and the letter that told so tells of nothing that comes."""
        case.decision = case.closed_on = case.closing = case.closing_letters = None
        reopening = {"seq": item.seq, "on": item.on.isoformat(), "decision": self.decision.value}
        case.reopenings = [*(case.reopenings or ()), reopening]
