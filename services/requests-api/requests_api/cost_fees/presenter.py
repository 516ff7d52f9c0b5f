"""Costs as they are shown."""

from collections.abc import Mapping
from typing import Any

from requests_api.cost_fees.kinds import CostKind
from requests_api.cost_fees.schemas import CostFeeOut, CostItemOut, CostReliefOut
from requests_api.matters.presenter import Words
from requests_api.tariffs.tariff import CURRENCY


def cost_fee_out(costs: Mapping[str, Any] | None, words: Words) -> CostFeeOut | None:
    """The column `cost_fee` for people."""
    if costs is None:
        return None
    return CostFeeOut(
        id=costs["ref"],
        charged_on=costs["charged_on"],
        items=[
            CostItemOut(
                kind=item["kind"],
                kind_label=CostKind(item["kind"]).label,
                amount=item["amount"],
            )
            for item in costs["items"]
        ],
        standard=words.of(costs["seq"]),
        amount=costs["amount"],
        amount_due=costs["amount_due"],
        currency=CURRENCY,
        reliefs=[
            CostReliefOut(
                on=relief["on"],
                applied_on=relief["applied_on"],
                reduced_to=relief["reduced_to"],
                reason=words.of(relief["seq"]),
            )
            for relief in costs["reliefs"]
        ],
        paid_on=costs["paid_on"],
    )
