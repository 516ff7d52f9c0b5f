"""The fee for processing information, computed band by band (条例42, 国办函〔2020〕109号).

A tariff is data: progressive bands, each with its price for the units that fall into it alone
(超额累进). Pages are those of one application; items are the applications of one applicant in one
calendar month, all of them. An organ applies one basis to an application, never both.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.codes import LabelledEnum

CURRENCY = "CNY"


class FeeBasis(LabelledEnum):
    """What is counted: 按量 (pages of one application) or 按件 (applications of one month)."""

    PAGES = "pages", "按量（页）"
    ITEMS = "items", "按件"


@dataclass(frozen=True, slots=True)
class Band:
    """Units from `first` to `last` (None: without end) at `price` yuan each.

    `grows_every` and `grows_by`: after each so many units the price rises by so much, as the item
    tariff does above 30 items (“以10件为一档，每增加一档，收费标准提高100元/件”).
    """

    first: int
    last: int | None
    price: Decimal
    grows_every: int | None = None
    grows_by: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Tariff:
    """The bands of one basis, valid from a day on; `unit` is the Chinese counter (件, 页).

    `most` bounds what is computed: beyond it a quantity is a mistake and not an application.
    """

    basis: FeeBasis
    unit: str
    valid_from: date
    source: str
    most: int
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class FeeStep:
    """The units `first`–`last` of a quantity (1-based, inclusive), all at one price in yuan."""

    first: int
    last: int
    unit_price: Decimal
    label: str

    @property
    def units(self) -> int:
        """How many units the step counts."""
        return self.last - self.first + 1

    @property
    def amount(self) -> Decimal:
        """The step's part of the fee, in yuan."""
        return self.units * self.unit_price


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee in yuan and the steps that add up to it."""

    amount: Decimal
    steps: tuple[FeeStep, ...]


MEASURES_2020 = "国办函〔2020〕109号"
IN_FORCE_2021 = date(2021, 1, 1)
"""Receipts from which on a fee may be charged."""

TARIFFS: dict[FeeBasis, Tariff] = {
    FeeBasis.PAGES: Tariff(
        FeeBasis.PAGES,
        "页",
        IN_FORCE_2021,
        MEASURES_2020,
        10_000_000,
        (
            Band(1, 30, Decimal("0.00")),
            Band(31, 100, Decimal("10.00")),
            Band(101, 200, Decimal("20.00")),
            Band(201, None, Decimal("40.00")),
        ),
    ),
    FeeBasis.ITEMS: Tariff(
        FeeBasis.ITEMS,
        "件",
        IN_FORCE_2021,
        MEASURES_2020,
        10_000,  # one step for every ten items: a larger bound would be a larger answer
        (
            Band(1, 10, Decimal("0.00")),
            Band(11, 30, Decimal("100.00")),
            Band(31, None, Decimal("200.00"), grows_every=10, grows_by=Decimal("100.00")),
        ),
    ),
}


def _levels(band: Band) -> Iterator[tuple[int, int | None, Decimal]]:
    """A band as levels of one price each; endless for a band that grows."""
    if band.grows_every is None:
        yield band.first, band.last, band.price
        return
    first, price = band.first, band.price
    while True:
        yield first, first + band.grows_every - 1, price
        first, price = first + band.grows_every, price + band.grows_by


def compute_fee(basis: FeeBasis, quantity: int, *, after: int = 0) -> Fee:
    """The fee for `quantity` pages or items, 0 to the tariff's `most`, without that for the first
    `after` of them; ValueError outside.

    Every step reached is listed, the free one too, so that the applicant can recompute it.
    """
    tariff = TARIFFS[basis]
    if not 0 <= after <= quantity <= tariff.most:
        raise ValueError(f"quantity must lie between {after} and {tariff.most}")
    steps: list[FeeStep] = []
    for band in tariff.bands:
        for first, last, price in _levels(band):
            if first > quantity:
                break
            begin, end = max(first, after + 1), quantity if last is None else min(last, quantity)
            if begin > end:
                continue
            label = f"第{begin}至{end}{tariff.unit}，每{tariff.unit}{price.normalize():f}元"
            steps.append(FeeStep(begin, end, price, label))
    return Fee(sum((step.amount for step in steps), Decimal("0.00")), tuple(steps))
