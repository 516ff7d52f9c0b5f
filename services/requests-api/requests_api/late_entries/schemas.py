"""Late entries over HTTP."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import Day, In
from gongkai.http.screened import Reason
from requests_api.matters.schemas import MarkedEntryOut


class EntryConfirmationIn(
    In, json_schema_extra={"examples": [{"on": "2026-01-19", "reason": "核对纸质审批单"}]}
):
    """What the second person found."""

    on: Annotated[Day | None, Field(description="核实到的日期；与录入的不一致时不予核实")] = None
    reason: Annotated[Reason, Field(description="依据何种材料核实")]


_EXAMPLE = {
    "seq": 5,
    "type": "extended",
    "label": "延长答复期限",
    "on": "2026-01-19",
    "entered_on": "2026-02-04",
    "entered_by": "sample-clerk",
    "entered_by_name": "示例甲",
    "late_by_days": 16,
    "paper": "保密柜2，2026年1月审批单",
    "awaits_confirmation": False,
    "confirmed_by": "sample-leader",
    "confirmed_by_name": "示例丙",
    "confirmed_at": "2026-02-05T02:00:00Z",
    "reason": "核对纸质审批单",
    "free_text_withheld": False,
}


class LateEntryOut(MarkedEntryOut, json_schema_extra={"examples": [_EXAMPLE]}):
    """An event that was entered later than it happened, with who stands behind it."""

    paper: str | None
    """Where the paper lies on which it was done first; null for those who only oversee."""
    confirmed_by: str | None
    """Who confirmed it."""
    confirmed_by_name: str | None
    """Their name; null for who is no person, or not known here."""
    confirmed_at: datetime | None
    """When."""
    reason: str | None
    """By what it was confirmed; null for those who only oversee."""
    free_text_withheld: bool
    """Whether the caller only oversees, so that the words are null; `/disclosures` shows them for a
    reason.
    """
