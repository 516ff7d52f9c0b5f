"""What enters the routes of a notice."""

from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import Day
from requests_api.matters.acts import Stated
from requests_api.matters.schemas import PaperIn

KnownDelivery = Annotated[Day | None, Field(description="送达日期，知道时填写")]
"""The day of delivery, stated with the notice where it is known by then."""


class DeliveryIn(PaperIn, json_schema_extra={"examples": [{"delivered_on": "2026-01-09"}]}):
    """The day on which a notice reached whom it asks."""

    delivered_on: Annotated[Day, Field(description="送达日期")]

    def stated(self) -> Stated:
        """As the desk takes it."""
        return Stated(self.delivered_on, "delivered_on", self.paper)
