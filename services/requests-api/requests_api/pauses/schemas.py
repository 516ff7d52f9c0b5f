"""What enters the routes of a pause, and a pause in the file."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from gongkai.http.schemas import Day, Out
from gongkai.http.screened import LongReason
from requests_api.matters.schemas import PaperIn


class ResumptionIn(
    PaperIn, json_schema_extra={"examples": [{"on": "2026-01-12", "reason": "档案库恢复使用"}]}
):
    """From when the local clock runs on, and why."""

    on: Annotated[Day, Field(description="中止或者恢复的日期")]
    reason: Annotated[LongReason, Field(max_length=2000, description="理由")]


class PauseIn(
    ResumptionIn,
    json_schema_extra={"examples": [{"on": "2026-01-12", "reason": "洪水致档案库停用"}]},
):
    """From when the local clock stands, and why."""

    notified_on: Annotated[
        Day | None, Field(description="书面通知申请人中止理由的日期；尚未通知的，通知后另行登记")
    ] = None


class PauseNoticeIn(PaperIn, json_schema_extra={"examples": [{"notified_on": "2026-01-13"}]}):
    """When the applicant was told in writing of the pause and its reason."""

    notified_on: Annotated[Day, Field(description="书面通知申请人中止理由的日期")]


class PauseOut(Out):
    """A pause of the local clock."""

    id: UUID
    """Its id, the `ref` of what is waited for."""
    on: date
    """From when the clock stands."""
    reason: str | None
    """Why; null for those who only oversee."""
    notified_on: date | None
    """When the applicant was told of it in writing; null while that is not on record."""
    resumed_on: date | None
    """From when it runs on."""
    resumption_reason: str | None
    """Why it runs on; null for those who only oversee."""
