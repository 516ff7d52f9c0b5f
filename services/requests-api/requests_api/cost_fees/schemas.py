"""What enters the steps of costs, and costs as they are shown."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from gongkai.http.schemas import Day, In, Out, refusal
from gongkai.http.screened import LongReason
from requests_api.cost_fees.kinds import CostKind
from requests_api.fees.schemas import Yuan
from requests_api.matters.schemas import PaperIn


class CostItemIn(In, json_schema_extra={"examples": [{"kind": "copy", "amount": "12.50"}]}):
    """One of the costs."""

    kind: Annotated[CostKind, Field(description="成本费用的种类")]
    amount: Annotated[Yuan, Field(description="金额（元）")]


class CostFeeIn(
    PaperIn,
    json_schema_extra={
        "examples": [
            {
                "charged_on": "2019-05-08",
                "items": [{"kind": "copy", "amount": "12.50"}, {"kind": "post", "amount": "8"}],
                "standard": "样例：按现行复制、邮寄收费标准",
            }
        ]
    },
):
    """Costs that are charged (2007年条例27), by which standard."""

    charged_on: Annotated[Day, Field(description="告知日期")]
    items: Annotated[
        tuple[CostItemIn, ...],
        Field(min_length=1, max_length=len(CostKind), description="各项成本费用"),
    ]
    standard: Annotated[LongReason, Field(max_length=2000, description="收费标准，告知申请人")]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len({item.kind for item in self.items}) < len(self.items):
            raise refusal("costs_twice", "同一种成本费用只列一项", "Each kind of cost stands once")
        return self


class CostReliefIn(
    PaperIn,
    json_schema_extra={
        "examples": [{"applied_on": "2019-05-09", "on": "2019-05-10", "reason": "样例：享受低保"}]
    },
):
    """Relief at the applicant's own application (2007年条例28)."""

    applied_on: Annotated[Day, Field(description="申请人申请减免的日期")]
    on: Annotated[Day, Field(description="同意减免的日期")]
    reduced_to: Annotated[Yuan | None, Field(description="减收后的金额（元）；全部免收的不填")] = (
        None
    )
    reason: Annotated[LongReason, Field(max_length=2000, description="经济困难的情形")]


class CostPaymentIn(
    PaperIn, json_schema_extra={"examples": [{"paid_on": "2019-05-10", "amount": "20.50"}]}
):
    """What was paid, and when."""

    paid_on: Annotated[Day, Field(description="缴费日期")]
    amount: Annotated[Yuan, Field(description="金额（元）")]


class CostItemOut(Out):
    """One of the costs."""

    kind: CostKind
    """For what."""
    kind_label: str
    """What an office calls it."""
    amount: Decimal
    """Yuan."""


class CostReliefOut(Out):
    """That the applicant was relieved of costs."""

    on: date
    """The day of the decision."""
    applied_on: date
    """When the applicant asked for it."""
    reduced_to: Decimal | None
    """Yuan that were left; null where all were waived."""
    reason: str | None
    """Why; null for those who only oversee."""


class CostFeeOut(Out):
    """Costs of searching, copying and posting (2007年条例27)."""

    id: UUID
    """The charge."""
    charged_on: date
    """When the applicant was told."""
    items: list[CostItemOut]
    """What is charged for what."""
    standard: str | None
    """By which standard; null for those who only oversee."""
    amount: Decimal
    """Yuan, together."""
    amount_due: Decimal
    """Yuan that are to be paid, after reliefs; what was paid, once it is."""
    currency: Literal["CNY"]
    """The currency by its code (GB/T 12406)."""
    reliefs: list[CostReliefOut]
    """Reliefs, oldest first."""
    paid_on: date | None
    """The day of payment."""
