"""What a pause puts on record, and what it means to the local clock (DL-45)."""

from typing import Any
from uuid import UUID

from gongkai.record.events import Recorded
from requests_api.cases.story import CaseColumns, DatedCaseEvent, Story, clocked
from requests_api.clock.facts import EventType
from requests_api.intake.events import ApplicationReceived, ReceiptConfirmed


class Paused(DatedCaseEvent):
    """The local clock stands from the day after, for force majeure; the national one runs on. The
    reason is kept beside the record.
    """

    TYPE = "paused"
    LABEL = "中止计算期限"
    DAY = "中止日期"
    PART = "pause"
    FOLLOWS = frozenset({ApplicationReceived.TYPE, ReceiptConfirmed.TYPE})

    ref: UUID
    """The pause."""

    def tell(self, story: Story, item: Recorded) -> None:
        """A stop without an end of its own."""
        story.events.append(clocked(EventType.PAUSED, item, self.ref))

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """One more pause."""
        pause = {
            "ref": str(self.ref),
            "seq": item.seq,
            "on": item.on.isoformat(),
            "resumed_on": None,
            "resumed_seq": None,
            "notified_on": None,
        }
        case.pauses = [*(case.pauses or ()), pause]


class PauseNotified(DatedCaseEvent):
    """The applicant was told in writing that the local clock stands, and why (巴彦淖尔市办法27). It
    moves nothing: the pause counts from its own day.
    """

    TYPE = "pause_notified"
    LABEL = "书面通知申请人中止理由"
    DAY = "书面通知日期"
    PART = "pause"
    FOLLOWS = frozenset({Paused.TYPE})

    ref: UUID
    """The pause."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """Beside its pause."""
        _beside(case, self.ref, {"notified_on": item.on.isoformat()})


class Resumed(DatedCaseEvent):
    """The cause of the pause is gone: the local clock runs on. The reason is kept beside the
    record.
    """

    TYPE = "resumed"
    LABEL = "恢复计算期限"
    DAY = "恢复日期"
    PART = "pause"
    FOLLOWS = frozenset({Paused.TYPE})

    ref: UUID
    """The pause that ends."""

    def tell(self, story: Story, item: Recorded) -> None:
        """The end of the stop."""
        story.events.append(clocked(EventType.RESUMED, item, self.ref))

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """Beside its pause."""
        _beside(case, self.ref, {"resumed_on": item.on.isoformat(), "resumed_seq": item.seq})


def _beside(case: CaseColumns, ref: UUID, told: dict[str, Any]) -> None:
    """Write down beside a pause what became of it."""
    case.pauses = [
        {**pause, **told} if pause["ref"] == str(ref) else pause for pause in case.pauses or ()
    ]
