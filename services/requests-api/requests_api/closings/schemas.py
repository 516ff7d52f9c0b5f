"""What enters the routes of closing and reopening, and the end of a case as it is shown."""

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from gongkai.http.schemas import Day, Out, refusal
from gongkai.http.screened import LongReason, Reason
from requests_api.decisions.model import ABANDONMENTS, DecisionCode
from requests_api.decisions.schemas import EvidenceListIn, EvidenceOut
from requests_api.matters.schemas import PaperIn

ClosingDecision = Literal[
    DecisionCode.ABANDONED_NO_CORRECTION,
    DecisionCode.ABANDONED_NO_PAYMENT,
    DecisionCode.MERGED,
    DecisionCode.TRANSFERRED,
    DecisionCode.OTHER_CLOSING,
]
"""How a case ends without a reply."""


class ClosingIn(
    PaperIn,
    json_schema_extra={
        "examples": [
            {
                "decision": "abandoned_no_correction",
                "closed_on": "2026-02-10",
                "evidence": [{"kind": "correction_notice", "reference": "示例告〔2026〕1号"}],
                "no_good_reason": "样例：期满未补正，亦未说明理由",
            }
        ]
    },
):
    """How and when the case ends without a reply, and what that rests on."""

    decision: Annotated[ClosingDecision, Field(description="结案情形")]
    closed_on: Annotated[Day, Field(description="结案日期")]
    evidence: Annotated[EvidenceListIn, Field(description="该情形所需的依据，种类见 /codes")] = ()
    no_good_reason: Annotated[
        LongReason | None,
        Field(max_length=2000, description="无正当理由的说明；视为放弃申请的必填"),
    ] = None
    merged_into: Annotated[UUID | None, Field(description="并入的申请；并入的必填")] = None
    transferred_to: Annotated[
        Reason | None, Field(description="转往的渠道；转其他渠道办理的必填")
    ] = None

    @model_validator(mode="after")
    def _what_the_decision_needs(self) -> Self:
        needed = {
            "no_good_reason": self.decision in ABANDONMENTS,
            "merged_into": self.decision is DecisionCode.MERGED,
            "transferred_to": self.decision is DecisionCode.TRANSFERRED,
        }
        for member, is_needed in needed.items():
            if (getattr(self, member) is not None) is not is_needed:
                raise refusal(
                    "closing_members",
                    f"该结案情形{'须' if is_needed else '不'}填写 {member}",
                    f"This decision {'needs' if is_needed else 'has no'} {member}",
                )
        return self


class ReopeningIn(
    PaperIn,
    json_schema_extra={
        "examples": [{"reason": "样例：申请人因病住院，理由正当", "on": "2026-02-20"}]
    },
):
    """Why what counted as abandoned goes on: good reason was shown, or it was paid in time."""

    reason: Annotated[LongReason, Field(max_length=2000, description="恢复办理的理由")]
    on: Annotated[Day, Field(description="恢复日期")]


class ClosingOut(Out):
    """How a case ended without a reply."""

    decision: DecisionCode
    """How it ended."""
    decision_label: str
    """What an office calls it."""
    closed_on: date
    """The day of its end."""
    closed_by: str
    """Who decided it."""
    closed_by_name: str | None
    """Their name; null where it is not known here."""
    letter_id: UUID
    """The letter that tells the applicant."""
    evidence: list[EvidenceOut]
    """What it rests on; to those who only oversee without note and reference."""
    no_good_reason: str | None
    """Why there was no good reason for the silence; null for those who only oversee."""
    merged_into: UUID | None
    """The case that goes on in its place."""
    merged_into_number: str | None
    """The number of that case."""
    transferred_to: str | None
    """Where it went; null for those who only oversee."""


class ReopeningOut(Out):
    """That what counted as abandoned went on."""

    on: date
    """From which day."""
    decision: DecisionCode
    """The end that it undid."""
    reason: str | None
    """Why; null for those who only oversee."""


class MergedCaseOut(Out):
    """A case that was merged into this one."""

    case_id: UUID
    """The other case."""
    number: str
    """Its number, which the reply names."""


class ClosingForApplicantOut(Out):
    """How an application ended without a reply, as its applicant is told."""

    decision: DecisionCode
    """How it ended."""
    decision_label: str
    """What an office calls it."""
    closed_on: date
    """The day of its end."""
    merged_into_number: str | None
    """The number under which it is handled on, where it was merged."""
