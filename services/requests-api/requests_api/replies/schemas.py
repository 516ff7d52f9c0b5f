"""What enters the reply routes, and the reply in the file."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from gongkai.http.schemas import Day, In, LongText, Out, ShortText
from gongkai.http.screened import ScreenedDocumentNumber
from requests_api.annual_reports.layout import ReportRow
from requests_api.approval_chains.schemas import (
    LEVEL_EXAMPLE,
    ApprovalLevelOut,
    NextLevelOut,
)
from requests_api.clock.facts import ServiceMode
from requests_api.decisions.model import DecisionCode
from requests_api.decisions.schemas import EvidenceListIn, EvidenceOut
from requests_api.matters.schemas import STEP_EXAMPLE, PaperIn, StepOut
from requests_api.servings.schemas import AttemptOut

DRAFT_EXAMPLE: dict[str, object] = {
    "decision": "disclosed",
    "evidence": [{"kind": "supply", "note": "随函提供电子件"}],
    "content": "示例答复正文",
}


class DraftIn(In, json_schema_extra={"examples": [DRAFT_EXAMPLE]}):
    """What a draft says: the decision, the evidence it demands, and the letter's text."""

    decision: Annotated[
        ShortText,
        Field(
            description="处理决定代码，见 /codes",
            json_schema_extra={"enum": [code.value for code in DecisionCode]},
        ),
    ]
    evidence: Annotated[
        EvidenceListIn,
        Field(description="该决定所需的依据，种类和写法见 /codes 的 decisions、evidence_kinds"),
    ] = ()
    content: Annotated[LongText, Field(description="答复书正文")]
    report_row: Annotated[
        ReportRow | None,
        Field(description="年度报告计入的情形；法律未定的才可以选择，见 /codes"),
    ] = None


class ReplyIn(DraftIn, json_schema_extra={"examples": [DRAFT_EXAMPLE]}):
    """A draft: the decision, the evidence it demands, and the letter's text."""

    document_number: Annotated[
        ScreenedDocumentNumber | None, Field(max_length=50, description="答复书文号")
    ] = None


class ApprovalIn(PaperIn, json_schema_extra={"examples": [{}]}):
    """The approval; with its own day where it was given on paper."""

    approved_on: Annotated[
        Day | None, Field(description="批准日期；先在纸上批准的填写，缺省为今天")
    ] = None


class IssueIn(PaperIn, json_schema_extra={"examples": [{"issued_on": "2026-01-20"}]}):
    """The day on which the reply goes out."""

    issued_on: Annotated[Day, Field(description="发出日期")]


class ReplyDeliveryIn(
    PaperIn, json_schema_extra={"examples": [{"delivered_on": "2026-01-22", "service": "post"}]}
):
    """How and when the reply was served."""

    delivered_on: Annotated[Day, Field(description="送达日期")]
    service: Annotated[ServiceMode, Field(description="送达方式")]


class ReplyReturnIn(
    PaperIn, json_schema_extra={"examples": [{"returned_on": "2026-01-26", "service": "post"}]}
):
    """How the reply had been sent, and when it came back undelivered."""

    returned_on: Annotated[Day, Field(description="退回日期")]
    service: Annotated[ServiceMode, Field(description="原送达方式")]


_NEXT: dict[str, object] = {"next_approval": LEVEL_EXAMPLE | {"of": 2}}


class ApprovalStepOut(StepOut, json_schema_extra={"examples": [STEP_EXAMPLE | _NEXT]}):
    """The head of a case whose draft is in approval, or through it."""

    next_approval: NextLevelOut | None
    """The level whose turn it is; null once all have approved."""


class ReplyOut(Out):
    """A reply; its words, which may name the applicant, only for those who draft or approve it."""

    id: UUID
    """The reply."""
    draft: int
    """Which draft it is, from 1."""
    decision: DecisionCode
    """What was decided."""
    decision_label: str
    """What an office calls the decision."""
    report_row: ReportRow
    """The row of table three of the annual report that counts it."""
    report_row_label: str
    """That row as it is printed."""
    evidence: list[EvidenceOut]
    """What the decision rests on; to those who only oversee without note and reference."""
    content: str | None
    """The letter's text; null for those who only oversee."""
    document_number: str | None
    """Number of the letter."""
    drafted_by: str
    """Who drafted it."""
    drafted_by_name: str | None
    """Their name; null where it is not known here."""
    drafted_at: datetime
    """When."""
    approval_levels: list[ApprovalLevelOut]
    """The levels of approval with which it was handed in, and what was given; empty before."""
    next_approval: NextLevelOut | None
    """The level whose turn it is; null while the draft is not in approval."""
    approved_by: str | None
    """Who approved it at the last level: a second person."""
    approved_by_name: str | None
    """Their name; null where it is not known here."""
    approved_at: datetime | None
    """When."""
    return_reason: str | None
    """Why it was sent back last; null for those who only oversee."""
    issued_on: date | None
    """The day on which it went out."""
    delivered_on: date | None
    """The day on which it was served first, which stands: what was posted in time was answered in
    time.
    """
    delivery: ServiceMode | None
    """How it was served first."""
    attempts: list[AttemptOut]
    """Each time that it was served or came back, oldest first."""
    free_text_withheld: bool
    """Whether the caller only oversees, so that the words are null; `/disclosures` shows them for a
    reason.
    """
