"""What enters the routes of a correction, and a correction in the file."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from gongkai.http.documents import DocumentNumber
from gongkai.http.schemas import Count, Day, In, LongText, Out, Text, refusal
from gongkai.http.screened import LongReason, ScreenedDocumentNumber, ScreenedText
from requests_api.corrections.kinds import WantedPart
from requests_api.matters.schemas import PaperIn
from requests_api.notices.schemas import DeliveryIn, KnownDelivery

LONGEST_PERIOD = 60
"""Working days; fifteen as a rule (江苏规范一(二)4), and no notice makes a file wait for ever."""
_DESCRIPTION = Annotated[LongText, Field(max_length=4000)]


class CorrectionNoticeIn(
    PaperIn,
    json_schema_extra={
        "examples": [
            {
                "notified_on": "2026-01-08",
                "items": ["请说明所需施工许可的道路名称和年份"],
                "delivered_on": "2026-01-09",
                "working_days": 15,
            }
        ]
    },
):
    """What is to be corrected, told once with everything (条例30), and until when: within so many
    working days of the delivery, or until a day; fifteen working days where neither is said.
    """

    notified_on: Annotated[Day, Field(description="告知日期")]
    items: Annotated[
        tuple[Annotated[LongReason, Field(max_length=1000)], ...],
        Field(min_length=1, max_length=20, description="需要补正的事项"),
    ]
    delivered_on: KnownDelivery = None
    working_days: Annotated[
        Count | None, Field(ge=1, le=LONGEST_PERIOD, description="补正期限（工作日）")
    ] = None
    until: Annotated[Day | None, Field(description="补正期限的最后一日")] = None

    @model_validator(mode="after")
    def _one_period(self) -> Self:
        if self.working_days is not None and self.until is not None:
            raise refusal(
                "two_periods",
                "补正期限只能按工作日数或者截止日期之一填写",
                "State working_days or until, not both",
            )
        return self


class CorrectionDeliveryIn(DeliveryIn):
    """The day on which the notice reached the applicant."""


class CorrectionIn(
    PaperIn,
    json_schema_extra={
        "examples": [{"received_on": "2026-01-16", "title": "测试路2025年道路施工许可"}]
    },
):
    """A corrected application as it reached the office; what is not stated stays as it was."""

    received_on: Annotated[Day, Field(description="收到补正的日期")]
    title: Annotated[
        ScreenedText | None, Field(description="所需信息的名称；不得含个人的号码，原文可写入描述")
    ] = None
    description: Annotated[_DESCRIPTION | None, Field(description="便于查询的其他特征性描述")] = (
        None
    )
    document_reference: Annotated[ScreenedDocumentNumber | None, Field(description="文号")] = None


class ApplicantCorrectionIn(
    In, json_schema_extra={"examples": [{"title": "测试路2025年道路施工许可"}]}
):
    """A correction as the applicant sends it; what is not stated stays. Nothing needs to be stated
    where a file was handed in since the notice.
    """

    title: Annotated[Text | None, Field(description="所需信息的名称")] = None
    description: Annotated[_DESCRIPTION | None, Field(description="便于查询的其他特征性描述")] = (
        None
    )
    document_reference: Annotated[DocumentNumber | None, Field(description="文号")] = None


class FormerWantedOut(Out):
    """What a correction replaced; null what it left as it was."""

    title: str | None
    """The former title."""
    description: str | None
    """The former description; empty where there was none."""
    document_reference: str | None
    """The former document number; empty where there was none."""


class CorrectionOut(Out):
    """The one notice that asked for a correction, and what came of it (条例30)."""

    id: UUID
    """Its id, also the `ref` of its deadline."""
    notified_on: date
    """When the applicant was told."""
    delivered_on: date | None
    """When the notice reached the applicant; the period counts from it."""
    items: list[str] | None
    """What is to be corrected; null for those who only oversee."""
    working_days: int | None
    """How long the applicant has, where that was set in working days."""
    until: date | None
    """The last day, where one was set."""
    due_on: date | None
    """The last day of the period while the correction is awaited (DL-04)."""
    received_on: date | None
    """When the corrected application came: the new day 0."""
    is_received_late: bool
    """Whether it came after its period: to be judged for good reason (正当理由, 条例30)."""
    by: str | None
    """Who entered it: `office` or `applicant`."""
    changed: list[WantedPart]
    """What it says otherwise."""
    former: FormerWantedOut | None
    """What those parts said before; null for those who only oversee."""


class CorrectionForApplicantOut(Out):
    """What the applicant is asked to correct."""

    notified_on: date
    """When the applicant was told."""
    delivered_on: date | None
    """When the notice was delivered."""
    items: list[str]
    """What is to be corrected."""
    due_on: date | None
    """The last day for it while it is awaited; null where none is set or it has come."""
    received_on: date | None
    """When the correction came."""
