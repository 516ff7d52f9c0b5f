"""What enters the steps of a fee, and a fee as it is shown."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticKnownError

from gongkai.http.schemas import CHECKED, Count, Day, Out
from gongkai.http.screened import LongReason
from requests_api.cases.kinds import FeeState
from requests_api.matters.schemas import PaperIn
from requests_api.notices.schemas import DeliveryIn, KnownDelivery
from requests_api.tariffs.schemas import FeeStepOut
from requests_api.tariffs.tariff import TARIFFS, FeeBasis

_MOST = TARIFFS[FeeBasis.PAGES].most
_PLAIN_YUAN = re.compile(r"\d{1,10}(\.\d{1,2})?", re.ASCII)


def _yuan(value: object) -> object:
    """No boolean, and a text only in one plain spelling."""
    if isinstance(value, bool) or (isinstance(value, str) and not _PLAIN_YUAN.fullmatch(value)):
        raise PydanticKnownError("decimal_parsing")
    return value


Yuan = Annotated[
    Decimal, Field(gt=0, max_digits=12, decimal_places=2), BeforeValidator(_yuan), CHECKED
]
"""An amount of money, two decimals at most."""


class FeeNoticeIn(
    PaperIn,
    json_schema_extra={
        "examples": [
            {
                "notified_on": "2026-01-12",
                "delivered_on": "2026-01-14",
                "basis": "items",
                "quantity": 1,
                "grounds": "样例：当月已申请十余件，数量明显超过合理范围",
            }
        ]
    },
):
    """The notice of a processing fee (条例42): when, by which basis, for how much, and why."""

    notified_on: Annotated[Day, Field(description="告知日期")]
    delivered_on: KnownDelivery = None
    basis: Annotated[FeeBasis, Field(description="按件或者按量，只能择一")]
    quantity: Annotated[Count, Field(ge=1, le=_MOST, description="本件申请的件数或者页数")]
    grounds: Annotated[
        LongReason,
        Field(max_length=2000, description="明显超过合理范围的情形，告知申请人"),
    ]


class FeeNoticeDeliveryIn(
    DeliveryIn, json_schema_extra={"examples": [{"delivered_on": "2026-01-14"}]}
):
    """The day on which the notice reached the applicant."""


class FeePaymentIn(
    PaperIn, json_schema_extra={"examples": [{"paid_on": "2026-01-20", "amount": "100.00"}]}
):
    """A payment: when, and how much; another amount than the one that is due is refused."""

    paid_on: Annotated[Day, Field(description="缴费日期")]
    amount: Annotated[Yuan, Field(description="缴费金额（元）")]


class FeeWaiverIn(
    PaperIn,
    json_schema_extra={"examples": [{"reason": "样例：申请人确有困难", "on": "2026-01-20"}]},
):
    """A waiver: of the whole fee, or down to another amount."""

    reason: Annotated[LongReason, Field(max_length=2000, description="减免理由")]
    on: Annotated[Day, Field(description="决定减免的日期")]
    reduced_to: Annotated[Yuan | None, Field(description="减收后的金额（元）；缺省为全部免收")] = (
        None
    )


_FEE: dict[str, object] = {
    "state": "due",
    "state_label": "待缴费",
    "basis": "items",
    "basis_label": "按件",
    "quantity": 1,
    "month": "2026-01",
    "counted": [{"number": "示例依申〔2026〕1号", "items": 10}],
    "counted_before": 10,
    "steps": [
        {
            "from": 11,
            "to": 11,
            "units": 1,
            "unit_price": "100.00",
            "amount": "100.00",
            "label": "第11至11件，每件100元",
        }
    ],
    "amount": "100.00",
    "amount_due": "100.00",
    "currency": "CNY",
    "grounds": "样例：当月已申请十余件，数量明显超过合理范围",
    "notified_on": "2026-01-12",
    "delivered_on": "2026-01-14",
    "pay_by": "2026-02-11",
    "paid_on": None,
    "is_paid_late": False,
}


class CountedCaseOut(Out):
    """An application of the month that was counted before."""

    number: str
    """Its number in the register."""
    items: int
    """As how many items it counts."""


class FeeCommon(Out):
    """A fee: how much, how it was computed, and until when it is to be paid."""

    state: FeeState
    """Where it stands."""
    state_label: str
    """What an office calls that."""
    basis: FeeBasis
    """What is counted."""
    basis_label: str
    """What an office calls that."""
    quantity: int
    """Items or pages of this application."""
    month: str | None
    """The calendar month over which items are counted, by the legal receipt; null for pages."""
    counted: list[CountedCaseOut]
    """The month's applications with a lower number; empty for pages."""
    counted_before: int
    """Their items together."""
    steps: list[FeeStepOut]
    """The steps of the tariff that this application's own units fall into."""
    amount: Decimal
    """Yuan, as it was noticed."""
    amount_due: Decimal
    """Yuan that are to be paid, after waivers; what was paid, once it is."""
    currency: Literal["CNY"]
    """The currency by its code (GB/T 12406)."""
    notified_on: date
    """The day of the notice."""
    delivered_on: date | None
    """The day on which it reached the applicant; null while that is not known."""
    pay_by: date | None
    """The last day for paying: 20 working days after delivery (DL-12); null while that is not
    known. The date for which `waiting_for` reminds is counted from the notice until then.
    """
    paid_on: date | None
    """The day of payment."""
    is_paid_late: bool
    """Whether it was paid after `pay_by`."""


class FeeWaiverOut(Out):
    """A waiver, or a reduction."""

    on: date
    """The day of the decision."""
    reduced_to: Decimal | None
    """Yuan that were left; null where it was waived whole."""
    reason: str | None
    """Why; null for those who only oversee."""


class FeeOut(
    FeeCommon,
    json_schema_extra={
        "examples": [
            _FEE
            | {"id": "01912d3c-7a10-7000-8000-000000000004", "confirmed_on": None, "waivers": []}
        ]
    },
):
    """The fee in the file."""

    id: UUID
    """The notice, also the `ref` of its deadline."""
    grounds: str | None
    """What exceeds the reasonable (条例42); null for those who only oversee."""
    confirmed_on: date | None
    """The day on which the applicant confirmed online to have the notice."""
    waivers: list[FeeWaiverOut]
    """Waivers and reductions, oldest first."""


class FeeForApplicantOut(
    FeeCommon,
    json_schema_extra={
        "examples": [
            _FEE | {"is_confirmed": False, "if_unpaid": "逾期未缴费的，视为放弃申请，不再处理"}
        ]
    },
):
    """The fee as its applicant sees it."""

    grounds: str
    """Why a fee is charged (条例42)."""
    is_confirmed: bool
    """Whether the applicant confirmed to have the notice."""
    if_unpaid: str
    """What follows where it is not paid in time, and which remedy there is then."""
