"""What enters the route of extending."""

from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import Count, Day
from requests_api.matters.schemas import PaperIn


class ExtensionIn(
    PaperIn,
    json_schema_extra={
        "examples": [{"working_days": 20, "approved_on": "2026-01-19", "notified_on": "2026-01-20"}]
    },
):
    """An extension (条例33): how long, when agreed by the head, when told to the applicant."""

    working_days: Annotated[Count, Field(ge=1, le=366, description="延长的工作日数")]
    approved_on: Annotated[Day, Field(description="批准日期")]
    notified_on: Annotated[Day, Field(description="告知申请人的日期")]
