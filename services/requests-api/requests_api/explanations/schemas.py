"""What enters the routes of asking for reasons, and the reasons in the file."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from gongkai.http.schemas import Day, LongText, Out
from gongkai.http.screened import WORDED
from requests_api.matters.schemas import PaperIn
from requests_api.notices.schemas import DeliveryIn, KnownDelivery


class ExplanationRequestIn(
    PaperIn, json_schema_extra={"examples": [{"requested_on": "2026-01-08", "until": "2026-01-22"}]}
):
    """The applicant is asked for reasons (条例35); nothing stops."""

    requested_on: Annotated[Day, Field(description="告知日期")]
    delivered_on: KnownDelivery = None
    until: Annotated[
        Day | None, Field(description="说明理由的最后一日；不填的，自送达之日起按机关参数计算")
    ] = None


class ExplanationDeliveryIn(DeliveryIn):
    """The day on which the request reached the applicant."""


class ExplanationIn(
    PaperIn,
    json_schema_extra={"examples": [{"received_on": "2026-01-16", "reasons": "用于示例课题研究"}]},
):
    """The reasons that the applicant gives."""

    received_on: Annotated[Day, Field(description="收到日期")]
    # The applicant's own words, as the description: sealed, and turned away for no number in them.
    reasons: Annotated[LongText, Field(max_length=4000, description="申请人说明的理由"), WORDED]


class ExplanationOut(Out):
    """That the applicant was asked for reasons, and what came of it (条例35)."""

    id: UUID
    """Its id, the `ref` of what is waited for."""
    requested_on: date
    """When the applicant was asked."""
    delivered_on: date | None
    """When the request reached the applicant."""
    until: date | None
    """The last day that was set for the reasons."""
    working_days: int | None
    """How long the applicant has from the delivery, where no day was set: as the organ decided."""
    due_on: date | None
    """The last day for the reasons; null while delivery is unknown or a second person has yet to
    confirm the day of the request.
    """
    received_on: date | None
    """When they came."""
    reasons: str | None
    """What the applicant says; null for those who only oversee."""


class ExplanationForApplicantOut(Out):
    """That the applicant is asked for reasons."""

    requested_on: date
    """When it was asked."""
    until: date | None
    """The last day for it."""
    received_on: date | None
    """When the reasons came."""
