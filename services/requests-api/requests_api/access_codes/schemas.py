"""A new access code over HTTP."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import In, Out
from gongkai.http.screened import Reason
from requests_api.access_codes.kinds import CodeOrigin, Handover


class AccessCodeIn(
    In, json_schema_extra={"examples": [{"reason": "申请人遗失查询码", "handover": "counter"}]}
):
    """Why a new code is given, and how it reaches the applicant."""

    reason: Annotated[Reason, Field(description="重发理由")]
    handover: Annotated[Handover, Field(description="交付方式；当面交付须核验身份证件")]


class AccessCodeOut(
    Out, json_schema_extra={"examples": [{"receipt_number": "S20260105-ABCDEFGH"}]}
):
    """A new access code; it is shown this once, for a handover on paper."""

    receipt_number: str
    """The number that it opens."""
    access_code: str | None
    """The code; null where it is mailed to the applicant."""


class CodeReissueOut(Out):
    """The last re-issue of the access code: from its instant on the code before is void."""

    handover: Handover
    """How the code reaches the applicant."""
    handover_label: str
    """What an office calls that."""
    at: datetime
    """When it was re-issued."""
    disclosed_at: datetime | None
    """When code and address were last given to the notifier for sending; null on paper, and as long
    as the mail has not been tried."""


class ActUnderReissueOut(Out):
    """What the applicant did under a re-issued code."""

    seq: int
    """Number of the event on record."""
    type: str
    """What happened."""
    label: str
    """What an office calls it."""
    on: date
    """The day."""
    under: CodeOrigin
    """Under which code."""
    under_label: str
    """What an office calls that."""
    remark: str
    """The sentence to show beside it."""
