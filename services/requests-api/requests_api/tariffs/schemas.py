"""What goes into and comes out of the fee preview."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, Strict, ValidationInfo, field_validator
from pydantic_core import PydanticKnownError

from gongkai.http.schemas import CHECKED, In, Out
from requests_api.tariffs.tariff import CURRENCY, TARIFFS, Fee, FeeBasis

_PAGES_MOST = TARIFFS[FeeBasis.PAGES].most
_ITEMS_MOST = TARIFFS[FeeBasis.ITEMS].most


class FeePreviewIn(In):
    """A quantity of pages of one application, or of items of one applicant in one month."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"basis": "pages", "quantity": 1500}],
            "if": {"properties": {"basis": {"const": "items"}}},
            "then": {"properties": {"quantity": {"maximum": _ITEMS_MOST}}},
        }
    )

    basis: FeeBasis
    """What is counted."""
    quantity: Annotated[int, Field(ge=0, le=_PAGES_MOST), Strict(), CHECKED]
    """How many of them."""

    @field_validator("quantity")
    @classmethod
    def _within_the_tariff(cls, quantity: int, info: ValidationInfo) -> int:
        basis = info.data.get("basis")
        if basis is not None and quantity > TARIFFS[basis].most:
            raise PydanticKnownError("less_than_equal", {"le": TARIFFS[basis].most})
        return quantity


class FeeStepOut(Out):
    """Units `from`–`to`, inclusive, at one price; prices and amounts in yuan, two decimals."""

    model_config = ConfigDict(serialize_by_alias=True)

    first: Annotated[int, Field(serialization_alias="from")]
    """The first unit of the step."""
    last: Annotated[int, Field(serialization_alias="to")]
    """The last one."""
    units: int
    """How many units of the quantity lie in it."""
    unit_price: Decimal
    """Yuan a unit."""
    amount: Decimal
    """Yuan for the step."""
    label: str
    """The step in words."""


_FEE: dict[str, object] = {
    "amount": "10.00",
    "currency": "CNY",
    "steps": [
        {
            "from": 1,
            "to": 30,
            "units": 30,
            "unit_price": "0.00",
            "amount": "0.00",
            "label": "30页以下（含）",
        },
        {
            "from": 31,
            "to": 100,
            "units": 1,
            "unit_price": "10.00",
            "amount": "10.00",
            "label": "31—100页（含）",
        },
    ],
}


class FeePreviewOut(Out, json_schema_extra={"examples": [_FEE]}):
    """The fee and the steps that add up to it, the free one included."""

    amount: Decimal
    """Yuan in all."""
    currency: Literal["CNY"]
    """The currency by its code (GB/T 12406)."""
    steps: list[FeeStepOut]
    """The steps of the tariff that the quantity reaches."""

    @classmethod
    def of(cls, fee: Fee) -> Self:
        """The answer for a computed fee."""
        steps = [FeeStepOut.model_validate(step) for step in fee.steps]
        return cls(amount=fee.amount, currency=CURRENCY, steps=steps)
