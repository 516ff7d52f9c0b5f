"""The parameters of an organ over HTTP."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from gongkai.http.schemas import Count, In, Out


class OrganParametersIn(
    In,
    json_schema_extra={"examples": [{"applications_a_month": 10, "explanation_working_days": 15}]},
):
    """What an organ decides."""

    applications_a_month: Annotated[
        Count, Field(ge=1, le=10_000, description="同一申请人一个自然月内超过多少件即作频次标记")
    ]
    explanation_working_days: Annotated[
        Count | None,
        Field(
            ge=1,
            le=60,
            description="申请人说明理由的期限，自送达之日起的工作日（条例35未规定）；不填的按平台出厂值",
        ),
    ] = None


_EXAMPLE = {
    "organ_id": "01912d3c-7a10-7000-8000-000000000001",
    "version": 1,
    "applications_a_month": 10,
    "explanation_working_days": 15,
    "set_by": "sample-head",
    "set_by_name": "示例乙",
    "set_at": "2026-01-05T01:00:00Z",
}


class OrganParametersOut(Out, json_schema_extra={"examples": [_EXAMPLE]}):
    """What holds for an organ now."""

    organ_id: UUID
    """Whose parameters they are."""
    version: int
    """For `If-Match`; 0 where the organ has decided nothing and what ships with the platform holds.
    """
    applications_a_month: int
    """Above how many applications of one applicant in a calendar month they are marked (条例35)."""
    explanation_working_days: int
    """How many working days an applicant has for reasons, from the delivery of the request (条例35
    names no period)."""
    set_by: str | None
    """Who decided."""
    set_by_name: str | None
    """Their name; null where it is not known here."""
    set_at: datetime | None
    """When it was decided."""
