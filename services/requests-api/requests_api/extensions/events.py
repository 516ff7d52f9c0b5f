"""What an extension puts on record, and the request for one (条例33, DL-02)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from gongkai.record.events import Recorded
from requests_api.cases.kinds import Telling
from requests_api.cases.story import CaseColumns, CaseEvent, DatedCaseEvent, Story, clocked
from requests_api.clock.facts import EventType
from requests_api.extensions.kinds import ExtensionAnswer
from requests_api.intake.events import ApplicationReceived, ReceiptConfirmed


class Extended(DatedCaseEvent):
    """The period was extended (条例33, DL-02): agreed by the head, and told to the applicant on the
    event's day.
    """

    TYPE = "extended"
    LABEL = "延长答复期限"
    TELLS = Telling.EXTENSION
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
            replace(
                clocked(EventType.EXTENDED, item),
                working_days=self.working_days,
                approved_on=self.approved_on,
                notified_on=item.on,
            )
        )

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """Once only; whoever asked for it has the head's answer."""
        case.is_extended = True
        answer_request(case, item, granted=True)


class ExtensionRequested(CaseEvent):
    """A clerk asks the head for an extension; it extends nothing. The reason is kept beside the
    record.
    """

    TYPE = "extension_requested"
    LABEL = "请求延长答复期限"

    ref: UUID
    """The request."""
    working_days: int
    """By how many working days."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """One more request, which waits for the head."""
        request = {
            "ref": str(self.ref),
            "seq": item.seq,
            "working_days": self.working_days,
            "requested_on": item.on.isoformat(),
            "requested_by": item.actor,
            "answer": None,
            "answered_on": None,
            "answered_by": None,
            "answer_seq": None,
        }
        case.extension_requests = [*(case.extension_requests or ()), request]


class ExtensionRefused(CaseEvent):
    """The head did not agree to the extension that was asked for. The reason is kept beside the
    record.
    """

    TYPE = "extension_refused"
    LABEL = "不同意延长答复期限"

    ref: UUID
    """The request."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The head's answer."""
        answer_request(case, item, granted=False)


def answer_request(case: CaseColumns, item: Recorded, *, granted: bool) -> None:
    """Write the head's answer to the request that waits for it, where one does."""
    answer = {
        "answer": (ExtensionAnswer.GRANTED if granted else ExtensionAnswer.REFUSED).value,
        "answered_on": item.on.isoformat(),
        "answered_by": item.actor,
        "answer_seq": item.seq,
    }
    case.extension_requests = [
        request if request["answer"] else {**request, **answer}
        for request in case.extension_requests or ()
    ] or None
