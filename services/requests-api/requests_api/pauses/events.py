"""What a pause puts on record, and what it means to the local clock (DL-45)."""

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
        }
        case.pauses = [*(case.pauses or ()), pause]


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
        ended = {"resumed_on": item.on.isoformat(), "resumed_seq": item.seq}
        case.pauses = [
            {**pause, **ended} if pause["ref"] == str(self.ref) else pause
            for pause in case.pauses or ()
        ]
