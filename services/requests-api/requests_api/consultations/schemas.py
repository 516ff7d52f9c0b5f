"""What enters the consultation routes, and a consultation in the file."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from gongkai.http.schemas import Day, Out, Text, refusal
from gongkai.http.screened import LongReason
from requests_api.clock.facts import Party
from requests_api.consultations.kinds import Opinion, OverrideGround, Silence
from requests_api.matters.schemas import PaperIn
from requests_api.notices.schemas import DeliveryIn, KnownDelivery


class ConsultationIn(
    PaperIn,
    json_schema_extra={
        "examples": [
            {"party": "third_party", "party_name": "示例有限公司", "sent_on": "2026-01-08"}
        ]
    },
):
    """A letter that asks a third party or another organ for its opinion."""

    party: Annotated[Party, Field(description="征求意见的对象")]
    party_name: Annotated[Text, Field(max_length=100, description="对象名称")]
    co_author: Annotated[
        bool,
        Field(
            description="其他机关是否与本机关共同制作该信息：只有共同制作机关逾期未提出意见的，"
            "视为同意公开（条例34）"
        ),
    ] = False
    sent_on: Annotated[Day, Field(description="发函日期")]
    delivered_on: KnownDelivery = None

    @model_validator(mode="after")
    def _only_organs_make_together(self) -> Self:
        if self.co_author and self.party is not Party.ORGAN:
            raise refusal(
                "co_author_is_an_organ",
                "只有其他机关可以是共同制作机关；第三方未提出意见不视为同意（条例32）",
                "Only another organ is a co-author; a third party's silence is no consent",
            )
        return self


class ConsultationDeliveryIn(DeliveryIn):
    """The day on which the letter reached the party."""


class ConsultationAnswerIn(
    PaperIn, json_schema_extra={"examples": [{"answered_on": "2026-01-16", "opinion": "consents"}]}
):
    """The party's opinion."""

    answered_on: Annotated[Day, Field(description="收到意见的日期")]
    opinion: Annotated[Opinion, Field(description="意见")]


class OverrideIn(
    PaperIn,
    json_schema_extra={
        "examples": [
            {
                "ground": "public_interest",
                "reason": "不公开将影响公众对环境风险的知情",
                "notified_on": "2026-01-19",
            }
        ]
    },
):
    """Why information is disclosed although the party objects, and when it was told so in writing
    (条例32).
    """

    ground: Annotated[OverrideGround, Field(description="不采纳意见的情形")]
    reason: Annotated[LongReason, Field(max_length=2000, description="书面告知的理由")]
    notified_on: Annotated[Day, Field(description="书面告知第三方的日期")]


class OverrideOut(Out):
    """Why information is disclosed although the party objects."""

    ground: OverrideGround
    """On which ground."""
    ground_label: str
    """What an office calls it."""
    reason: str | None
    """In words; null for those who only oversee."""
    notified_on: date
    """When the party was told in writing."""


class ConsultationOut(Out):
    """A consultation; a third party's name is masked."""

    id: UUID
    """Its id, also the `ref` of its deadline."""
    party: Party
    """Who was asked."""
    party_name: str
    """Name of the party; a third party's is masked."""
    co_author: bool
    """Whether the organ made the information too: only then is its silence consent (条例34)."""
    sent_on: date
    """When the letter went out."""
    delivered_on: date | None
    """When it reached the party."""
    answered_on: date | None
    """When the opinion arrived."""
    opinion: Opinion | None
    """What the party says."""
    silence: Silence | None
    """What it means that its period ended without an opinion; null with one, and before."""
    silence_label: str | None
    """What an office calls that."""
    override: OverrideOut | None
    """Why the information is disclosed although the party objects."""
