"""What enters the route of withdrawing."""

from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import Day
from requests_api.matters.schemas import PaperIn


class WithdrawalIn(PaperIn, json_schema_extra={"examples": [{"withdrawn_on": "2026-01-12"}]}):
    """The day on which the applicant withdrew."""

    withdrawn_on: Annotated[Day, Field(description="撤回日期")]
