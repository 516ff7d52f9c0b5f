"""Reviews over HTTP."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, model_validator

from catalog_api.entry_reviews.kinds import ContentCheck, ReviewConclusion
from gongkai.http.schemas import In, Out, refusal
from gongkai.http.screened import LongReason, Reason, ScreenedText

_REVIEW: dict[str, Any] = {
    "conclusion": "public",
    "basis": "《政府信息公开条例》第二十条第六项",
    "opinion": "示例意见",
    "checks": [{"code": "secrecy", "passed": True}],
}


class CheckIn(In):
    """What a reviewer looked at."""

    code: ContentCheck
    """The check."""
    passed: bool
    """Whether it has passed."""
    note: ScreenedText | None = None
    """What was found."""


class ReviewIn(In, json_schema_extra={"examples": [_REVIEW]}):
    """What a reviewer concludes of the newest version."""

    conclusion: ReviewConclusion
    """Whether it may be public. What is not, or is unclear, goes back to whoever wrote it."""
    basis: Reason
    """By which law (乌中政发〔2012〕168号 13)."""
    opinion: Annotated[LongReason, Field(max_length=2_000)] | None = None
    """What else is to be said."""
    checks: Annotated[list[CheckIn], Field(max_length=20)] = Field(default_factory=list)
    """The content checks that were made."""

    @model_validator(mode="after")
    def _each_once(self) -> "ReviewIn":
        if len({check.code for check in self.checks}) < len(self.checks):
            raise refusal("check_twice", "同一检查项填写了两次", "A check is stated twice")
        return self


_SHOWN = {
    "id": "00000000-0000-7000-8000-000000000061",
    "content_version": 1,
    "digest": "0" * 64,
    "level": 1,
    "level_label": "起草单位（承办人员）",
    "conclusion": "public",
    "conclusion_label": "可以公开",
    "basis": "《政府信息公开条例》第二十条第六项",
    "opinion": "示例意见",
    "checks": [{"code": "secrecy", "label": "保密", "passed": True, "note": "示例"}],
    "title": "示例行政处罚决定书",
    "document_number": "示罚决〔2026〕1号",
    "reviewer": "sample-clerk",
    "reviewer_name": "样例甲",
    "reviewed_at": "2026-01-05T01:00:00Z",
}


class CheckOut(Out):
    """What a reviewer looked at."""

    code: ContentCheck
    """The check."""
    label: str
    """What an office calls it."""
    passed: bool
    """Whether it has passed."""
    note: str | None
    """What was found."""


class ReviewOut(Out, json_schema_extra={"examples": [_SHOWN]}):
    """What one person concluded of one version."""

    id: UUID
    """The review."""
    content_version: int
    """The version: number of the event that wrote it."""
    digest: str
    """The digest of that version."""
    title: str
    """Its title."""
    document_number: str | None
    """Its document number."""
    level: int
    """On which level, from 1."""
    level_label: str
    """Who gives that level."""
    conclusion: ReviewConclusion
    """What was concluded."""
    conclusion_label: str
    """What an office calls that."""
    basis: str
    """By which law."""
    opinion: str | None
    """What else was said."""
    checks: list[CheckOut]
    """The content checks that were made."""
    reviewer: str
    """Who."""
    reviewer_name: str | None
    """Their name; null where it is not known here."""
    reviewed_at: datetime
    """When."""


class ReviewsOut(Out, json_schema_extra={"examples": [{"items": [_SHOWN]}]}):
    """Every review of every version of an entry."""

    items: list[ReviewOut]
    """The reviews, oldest first."""
