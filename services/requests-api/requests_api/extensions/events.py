"""What an extension puts on record."""

from collections.abc import Sequence
from datetime import date

from gongkai.record.events import Recorded
from requests_api.cases.story import CaseColumns, DatedCaseEvent, Story
from requests_api.clock.facts import ClockEvent, EventType
from requests_api.intake.events import ApplicationReceived, ReceiptConfirmed


class Extended(DatedCaseEvent):
    """The period was extended (条例33, DL-02): agreed by the head, and told to the applicant on the
    event's day.
    """

    TYPE = "extended"
    LABEL = "延长答复期限"
    DAY = "告知日期"
    FOLLOWS = frozenset({ApplicationReceived.TYPE, ReceiptConfirmed.TYPE})

    working_days: int
    """By how many working days."""
    approved_on: date
    """The day on which the head agreed."""
    due_on_before: date | None
    """The last day of the period as it stood; null while it stood still."""
    due_on: date | None
    """Its last day by this extension, when it was entered."""

    def days(self, on: date) -> Sequence[date]:
        """Approved, then told."""
        return self.approved_on, on

    def tell(self, story: Story, item: Recorded) -> None:
        """By how much, and whether in time."""
        story.events.append(
            ClockEvent(
                EventType.EXTENDED,
                item.on,
                working_days=self.working_days,
                approved_on=self.approved_on,
                notified_on=item.on,
                id=str(item.seq),
                recorded_at=item.recorded_at,
            )
        )

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """Once only."""
        case.is_extended = True
