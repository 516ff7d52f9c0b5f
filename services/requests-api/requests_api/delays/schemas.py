"""What enters the route of a delay, and a delay in the file."""

from datetime import date
from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import Day, Out
from gongkai.http.screened import LongReason
from requests_api.matters.schemas import PaperIn


class DelayIn(
    PaperIn,
    json_schema_extra={
        "examples": [
            {
                "until": "2026-03-31",
                "notified_on": "2026-01-20",
                "reason": "申请数量较多、理由合理，需逐件检索",
            }
        ]
    },
):
    """A reasonable day for the answer in place of the term (条例35)."""

    until: Annotated[Day, Field(description="延迟答复的最后一日")]
    notified_on: Annotated[Day, Field(description="告知申请人的日期")]
    reason: Annotated[LongReason, Field(max_length=2000, description="延迟的理由")]


class DelayOut(Out):
    """A day that was set in place of the term (DL-11)."""

    number: int
    """The how many-th of the case; each is told before the day of the one before ends."""
    notified_on: date
    """When the applicant was told."""
    until: date
    """The day that was set."""
    reason: str | None
    """Why; null for those who only oversee."""
