"""What enters and leaves the reply routes."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from gongkai.http.schemas import Day, In, LongText, Out, ShortText
from requests_api.clock.facts import Service
from requests_api.decisions.model import DecisionCode
from requests_api.decisions.schemas import EvidenceListIn, EvidenceOut


class ReplyIn(In):
    """A draft: the decision, the evidence it demands, and the letter's text."""

    decision: Annotated[ShortText, Field(description="处理决定代码，见 /codes")]
    evidence: EvidenceListIn = ()
    content: Annotated[LongText, Field(description="答复书正文")]
    document_number: Annotated[ShortText | None, Field(description="答复书文号")] = None


class IssueIn(In):
    """The day on which the reply goes out."""

    issued_on: Day


class DeliveryIn(In):
    """How and when the reply was served."""

    delivered_on: Day
    service: Service


class ReplyOut(Out):
    """A reply, for the office."""

    id: UUID
    draft: int
    decision: DecisionCode
    decision_label: str
    evidence: list[EvidenceOut]
    content: str
    document_number: str | None
    drafted_by: str
    drafted_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    return_reason: str | None
    issued_on: date | None
    delivered_on: date | None
    delivery: Service | None
