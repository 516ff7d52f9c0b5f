"""What an application costs beside the others of its month (DL-13, 国办函〔2020〕109号四). Pure.

Items are counted over the applications of one applicant to one organ whose legal receipt lies in
one calendar month, in the order of their numbers: each pays for what it adds. So the fees of a
month are the tariff of their sum, whichever notice is written first, and whether ten items stand in
one application or in ten. An item that a later notice adds to an earlier number raises no fee that
was noticed before: a notice binds the organ that gave it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from requests_api.tariffs.tariff import TARIFFS, Fee, FeeBasis, compute_fee


@dataclass(frozen=True, slots=True)
class CountedCase:
    """An earlier application of the month: its number, and as how many items it counts."""

    number: str
    items: int


@dataclass(frozen=True, slots=True)
class Charge:
    """What an application is charged: the units that it adds to those of the ``counted`` ones, and
    their fee in yuan.
    """

    basis: FeeBasis
    quantity: int
    counted: tuple[CountedCase, ...]
    fee: Fee

    @property
    def before(self) -> int:
        """Items of the month's applications with a lower number; 0 for pages."""
        return items_of(self.counted)


def items_of(cases: Iterable[CountedCase]) -> int:
    """How many items the applications are together."""
    return sum(case.items for case in cases)


def charge(basis: FeeBasis, quantity: int, earlier: Sequence[CountedCase]) -> Charge | None:
    """The fee of ``quantity`` units of an application; pages are those of it alone.

    ``earlier`` are the applications of the month with a lower number. None where the sum lies
    beyond what the tariff computes.
    """
    counted = tuple(earlier) if basis is FeeBasis.ITEMS else ()
    before = items_of(counted)
    if before + quantity > TARIFFS[basis].most:
        return None
    return Charge(basis, quantity, counted, compute_fee(basis, before + quantity, after=before))
