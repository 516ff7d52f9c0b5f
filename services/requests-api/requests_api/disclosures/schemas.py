"""A disclosure over HTTP."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from gongkai.http.schemas import In, Out
from gongkai.http.screened import Reason
from requests_api.applicants.schemas import ApplicantUnmaskedOut
from requests_api.case_file.schemas import ProcedureOut
from requests_api.consultations.schemas import ConsultationOut
from requests_api.date_corrections.schemas import ExplainedCorrectionOut
from requests_api.disclosures.kinds import DisclosedPart
from requests_api.fees.schemas import FeeOut
from requests_api.late_entries.schemas import LateEntryOut
from requests_api.replies.schemas import ReplyOut

_ID = "01890a5d-ac96-774b-bcce-b302099a8057"


class DisclosureIn(
    In, json_schema_extra={"examples": [{"reason": "复查答复是否合法", "of": ["description"]}]}
):
    """Which parts are wanted, and why; the applicant only by those who work on the case."""

    reason: Annotated[Reason, Field(description="查阅理由")]
    of: Annotated[
        tuple[DisclosedPart, ...],
        Field(min_length=1, max_length=len(DisclosedPart), description="查阅的内容"),
    ]


class DisclosureOut(
    Out,
    json_schema_extra={
        "examples": [
            {
                "id": _ID,
                "of": ["description"],
                "disclosed_at": "2026-01-06T02:00:00Z",
                "applicant": None,
                "description": "测试路2025年施工许可决定书",
                "reply": None,
                "consultations": None,
                "procedure": None,
                "fee": None,
                "date_corrections": None,
                "late_entries": None,
            }
        ]
    },
):
    """What was disclosed; what was not asked for is null."""

    id: UUID
    """The disclosure on record."""
    of: list[DisclosedPart]
    """What was asked for."""
    disclosed_at: datetime
    """When."""
    applicant: ApplicantUnmaskedOut | None
    """Who applies, in the clear."""
    description: str | None
    """What else helps to find the information."""
    reply: ReplyOut | None
    """The present draft or reply with its words; null too where there is none."""
    consultations: list[ConsultationOut] | None
    """Letters to third parties and organs with the reasons why an objection was overridden; a third
    party's name stays masked.
    """
    procedure: ProcedureOut | None
    """What was said in corrections, reasons, extensions, delays and pauses."""
    fee: FeeOut | None
    """The fee with the words that stand beside it; null too where there is none."""
    date_corrections: list[ExplainedCorrectionOut] | None
    """Corrections of days with their reasons."""
    late_entries: list[LateEntryOut] | None
    """What was entered later than it happened, with the words that stand beside it."""
