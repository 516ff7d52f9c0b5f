"""What enters the routes of a pause, and a pause in the file."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from gongkai.http.schemas import Day, Out
from gongkai.http.screened import LongReason
from requests_api.matters.schemas import PaperIn


class PauseIn(
    PaperIn, json_schema_extra={"examples": [{"on": "2026-01-12", "reason": "洪水致档案库停用"}]}
):
    """From when the local clock stands, or runs on, and why."""

    on: Annotated[Day, Field(description="中止或者恢复的日期")]
    reason: Annotated[LongReason, Field(max_length=2000, description="理由")]


class PauseOut(Out):
    """A pause of the local clock."""

    id: UUID
    """Its id, the `ref` of what is waited for."""
    on: date
    """From when the clock stands."""
    reason: str | None
    """Why; null for those who only oversee."""
    resumed_on: date | None
    """From when it runs on."""
    resumption_reason: str | None
    """Why it runs on; null for those who only oversee."""
