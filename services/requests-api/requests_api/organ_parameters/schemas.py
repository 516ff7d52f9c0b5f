"""The parameters of an organ over HTTP."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StrictBool

from gongkai.http.schemas import Count, In, Out
from requests_api.decisions.model import Remedy
from requests_api.organ_parameters.defaults import COURT_FOR_ALL


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
    court_for_all: Annotated[
        StrictBool,
        Field(description="法释〔2025〕8号第十条所列事项的文书是否也告知管辖法院"),
    ] = COURT_FOR_ALL
    party_information_remedy: Annotated[
        Literal[Remedy.RECONSIDERATION_FIRST, Remedy.RECONSIDERATION_OR_LITIGATION],
        Field(description="以党务信息不予公开的，文书告知的救济途径"),
    ] = Remedy.RECONSIDERATION_FIRST


_EXAMPLE = {
    "organ_id": "01912d3c-7a10-7000-8000-000000000001",
    "version": 1,
    "applications_a_month": 10,
    "explanation_working_days": 15,
    "court_for_all": False,
    "party_information_remedy": "reconsideration_first",
    "party_information_remedy_label": "应当先申请行政复议",
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
    court_for_all: bool
    """Whether letters name the court also for the ten matters of 法释〔2025〕8号 Art. 10."""
    party_information_remedy: Remedy
    """What a letter tells of an answer that something is Party information."""
    party_information_remedy_label: str
    """What an office calls that."""
    set_by: str | None
    """Who decided."""
    set_by_name: str | None
    """Their name; null where it is not known here."""
    set_at: datetime | None
    """When it was decided."""
