"""What enters the consultation routes; they answer with the case."""

from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import Day, In, Text
from requests_api.cases.kinds import Opinion
from requests_api.clock.facts import Party


class ConsultationIn(In):
    """A letter that asks a third party or another organ for its opinion."""

    party: Party
    party_name: Annotated[Text, Field(max_length=100)]
    sent_on: Day
    delivered_on: Day | None = None


class ConsultationDeliveryIn(In):
    """The day on which the letter reached the party."""

    delivered_on: Day


class ConsultationAnswerIn(In):
    """The party's opinion."""

    answered_on: Day
    opinion: Opinion
