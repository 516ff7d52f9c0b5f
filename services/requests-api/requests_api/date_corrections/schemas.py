"""A correction over HTTP."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import Day, In, Out
from gongkai.http.screened import Reason
from requests_api.matters.schemas import STEP_EXAMPLE, StepOut


class DateCorrectionIn(
    In, json_schema_extra={"examples": [{"on": "2026-01-05", "reason": "录入时写错"}]}
):
    """The right day, and why the other one was wrong."""

    on: Annotated[Day, Field(description="正确的日期")]
    reason: Annotated[Reason, Field(description="更正理由")]


class MovedOut(Out):
    """A deadline that moved with the correction."""

    rule: str
    """The rule that sets it."""
    rule_label: str
    """What an office calls the rule."""
    ref: str | None
    """What it applies to inside the case: a consultation's id."""
    before: str | None
    """Its day or instant before; null where it did not run."""
    after: str | None
    """Its day or instant now; null where it runs no more."""


_MOVED = {
    "rule": "DL-01",
    "rule_label": "答复期限",
    "ref": None,
    "before": "2026-02-02",
    "after": "2026-01-30",
}


class StepWithMovesOut(
    StepOut, json_schema_extra={"examples": [STEP_EXAMPLE | {"moved": [_MOVED]}]}
):
    """The head of the case after the step, and what moved."""

    moved: list[MovedOut]
    """Every deadline whose end moved; empty where none did."""


_EXPLAINED = {
    "seq": 7,
    "supersedes": 3,
    "corrects": "consultation_answered",
    "corrects_label": "收到征求意见答复",
    "on": "2026-01-05",
    "reason": "录入时写错",
    "free_text_withheld": False,
    "corrected_by": "sample-head",
    "corrected_by_name": "示例乙",
    "corrected_at": "2026-01-06T02:00:00Z",
}


class ExplainedCorrectionOut(Out, json_schema_extra={"examples": [_EXPLAINED]}):
    """Why a day was put right."""

    seq: int
    """Number of the event that puts it right."""
    supersedes: int
    """Number of the event that said the day until then."""
    corrects: str
    """Type of the event whose day was wrong."""
    corrects_label: str
    """What an office calls it."""
    on: date
    """The right day."""
    reason: str | None
    """Why the other one was wrong; null for those who only oversee."""
    free_text_withheld: bool
    """Whether the caller only oversees; `/disclosures` shows the reason for one."""
    corrected_by: str
    """The head who put it right."""
    corrected_by_name: str | None
    """Their name; null where it is not known here."""
    corrected_at: datetime
    """When."""
