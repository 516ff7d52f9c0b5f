"""What asking for reasons puts on record; it moves no clock (条例35)."""

from datetime import date
from uuid import UUID

from gongkai.record.events import Recorded
from requests_api.cases.kinds import Telling
from requests_api.cases.story import CaseColumns
from requests_api.notices.events import NoticeDelivered, NoticeEvent, NoticeGiven


class ExplanationRequested(NoticeGiven):
    """The applicant was asked for reasons, because number and frequency of the applications clearly
    exceed the reasonable (条例35). It stops nothing.
    """

    TYPE = "explanation_requested"
    LABEL = "要求说明理由"
    TELLS = Telling.EXPLANATION
    DAY = "告知日期"
    PART = "explanation"

    ref: UUID
    """The request."""
    until: date | None
    """The last day that was set for the reasons."""
    working_days: int | None
    """How long the applicant has from its delivery; null where a day was set."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The request; the last day of its period is added where it is known."""
        case.explanation = {
            "ref": str(self.ref),
            "seq": item.seq,
            "requested_on": item.on.isoformat(),
            "delivered_on": None,
            "until": None if self.until is None else self.until.isoformat(),
            "working_days": self.working_days,
            "due_on": None,
            "received_on": None,
            "received_seq": None,
        }


class ExplanationRequestDelivered(NoticeDelivered):
    """The request reached the applicant; the last one on record holds."""

    TYPE = "explanation_request_delivered"
    LABEL = "说明理由通知送达"
    PART = "explanation"
    FOLLOWS = frozenset({ExplanationRequested.TYPE})

    ref: UUID
    """The request."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """Beside its request."""
        if case.explanation is not None:
            case.explanation = {**case.explanation, "delivered_on": item.on.isoformat()}


class ExplanationReceived(NoticeEvent):
    """The applicant gave reasons; whether they are reasonable the office decides (条例35). What is
    said is kept beside the record.
    """

    TYPE = "explanation_received"
    LABEL = "收到说明的理由"
    DAY = "收到日期"
    PART = "explanation"
    FOLLOWS = frozenset({ExplanationRequested.TYPE})

    ref: UUID
    """The request that they answer."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The end of waiting."""
        if case.explanation is not None:
            received = {"received_on": item.on.isoformat(), "received_seq": item.seq}
            case.explanation = {**case.explanation, **received}
