"""What enters the routes of extending, and a request in the file."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from gongkai.http.schemas import Count, Day, In, Out
from gongkai.http.screened import LongReason
from requests_api.extensions.kinds import ExtensionAnswer
from requests_api.matters.schemas import PaperIn

_WorkingDays = Annotated[Count, Field(ge=1, le=366, description="延长的工作日数")]


class ExtensionIn(
    PaperIn,
    json_schema_extra={
        "examples": [{"working_days": 20, "approved_on": "2026-01-19", "notified_on": "2026-01-20"}]
    },
):
    """An extension (条例33): how long, when agreed by the head, when told to the applicant."""

    working_days: _WorkingDays
    approved_on: Annotated[Day, Field(description="批准日期")]
    notified_on: Annotated[Day, Field(description="告知申请人的日期")]


class ExtensionRequestIn(
    In, json_schema_extra={"examples": [{"working_days": 10, "reason": "需检索多个部门的档案"}]}
):
    """A clerk asks the head for an extension, which this alone is not."""

    working_days: _WorkingDays
    reason: Annotated[LongReason, Field(max_length=2000, description="请求延期的理由")]


class ExtensionRefusalIn(
    In, json_schema_extra={"examples": [{"reason": "档案已检索完毕，应当按期答复"}]}
):
    """Why the head does not agree."""

    reason: Annotated[LongReason, Field(max_length=2000, description="不同意的理由")]


class ExtensionRequestOut(Out):
    """A request for an extension, and what the head said."""

    id: UUID
    """Its id."""
    working_days: int
    """By how many working days."""
    requested_on: date
    """When it was made."""
    requested_by: str
    """Who asks."""
    requested_by_name: str | None
    """Their name; null where it is not known here."""
    reason: str | None
    """Why; null for those who only oversee."""
    answer: ExtensionAnswer | None
    """What the head said; null while the request waits. The extension itself is its own act."""
    answer_label: str | None
    """What an office calls that."""
    answered_on: date | None
    """When: of an extension the day on which the applicant was told."""
    answered_by: str | None
    """Who answered."""
    answered_by_name: str | None
    """Their name; null where it is not known here."""
    refusal_reason: str | None
    """Why it was refused; null for those who only oversee."""
