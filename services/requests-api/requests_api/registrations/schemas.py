"""What enters the routes of the register."""

from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import In
from gongkai.http.screened import Reason


class VoidIn(In, json_schema_extra={"examples": [{"reason": "重复登记"}]}):
    """Why a registration was a mistake."""

    reason: Annotated[Reason, Field(description="作废理由")]
