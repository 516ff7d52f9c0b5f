"""A new access code over HTTP."""

from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import In, Out
from gongkai.http.screened import ScreenedText
from requests_api.access_codes.kinds import Handover


class AccessCodeIn(
    In, json_schema_extra={"examples": [{"reason": "申请人遗失查询码", "handover": "counter"}]}
):
    """Why a new code is given, and how it reaches the applicant."""

    reason: Annotated[ScreenedText, Field(description="重发理由")]
    handover: Annotated[Handover, Field(description="交付方式")]


class AccessCodeOut(Out):
    """A new access code; it is shown this once, for a handover on paper."""

    receipt_number: str
    """The number that it opens."""
    access_code: str | None
    """The code; null where it is mailed to the applicant."""
