"""What enters the reply routes; they answer with the case."""

from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import Day, In, LongText, ShortText
from requests_api.clock.facts import Service
from requests_api.decisions.schemas import EvidenceListIn


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
