"""Fees counted over a month (DL-13): each application pays for what it adds, and nothing twice."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_api.fees.cumulation import CountedCase, charge
from requests_api.tariffs.tariff import TARIFFS, FeeBasis, compute_fee

ITEMS, PAGES = FeeBasis.ITEMS, FeeBasis.PAGES
MONTHS = st.lists(st.integers(1, 40), min_size=1, max_size=30)


def numbered(items):
    return [CountedCase(f"样例〔2026〕{n}号", quantity) for n, quantity in enumerate(items, 1)]


def charges(items):
    """What each application of a month costs, in order of number."""
    cases = numbered(items)
    return [charge(ITEMS, case.items, cases[:at]) for at, case in enumerate(cases)]


def total(items):
    return sum(charged.fee.amount for charged in charges(items))


@pytest.mark.parametrize(
    ("before", "quantity", "yuan"),
    [
        (0, 10, 0),
        (9, 1, 0),
        (10, 1, 100),
        (9, 2, 100),
        (29, 1, 100),
        (29, 2, 300),
        (30, 1, 200),
        (39, 2, 500),
        (0, 41, 4_300),
    ],
)
def test_an_application_costs_what_it_adds_to_the_month(before, quantity, yuan):
    charged = charge(ITEMS, quantity, numbered([1] * before))
    assert (charged.fee.amount, charged.before) == (Decimal(yuan), before)


def test_the_steps_are_those_of_its_own_units_alone():
    charged = charge(ITEMS, 5, numbered([20, 8]))
    told = [(s.first, s.last, s.unit_price, s.amount, s.label) for s in charged.fee.steps]
    assert told == [
        (29, 30, 100, 200, "第29至30件，每件100元"),
        (31, 33, 200, 600, "第31至33件，每件200元"),
    ]


def test_pages_are_those_of_the_application_alone():
    charged = charge(PAGES, 31, numbered([40, 40]))
    assert (charged.fee.amount, charged.before, charged.counted) == (Decimal(10), 0, ())


@given(MONTHS)
def test_the_fees_of_a_month_are_the_tariff_of_its_sum(items):
    assert total(items) == compute_fee(ITEMS, sum(items)).amount


@given(st.data(), MONTHS)
def test_splitting_an_application_or_joining_two_changes_nothing_in_all(data, items):
    at = data.draw(st.integers(0, len(items) - 1))
    part = data.draw(st.integers(0, items[at]))
    parts = [each for each in (part, items[at] - part) if each]
    assert total([*items[:at], *parts, *items[at + 1 :]]) == total(items)


@given(st.data(), MONTHS)
def test_it_does_not_matter_which_notice_is_written_first(data, items):
    """The amount follows from the numbers, whatever was charged by then."""
    cases, told = numbered(items), {}
    for at in data.draw(st.permutations(range(len(cases)))):
        told[at] = charge(ITEMS, cases[at].items, cases[:at])
    assert [told[at] for at in sorted(told)] == charges(items)


@given(MONTHS, st.integers(1, 50))
def test_a_fee_never_falls_with_what_was_asked_before_or_with_what_is_asked(items, quantity):
    cases = numbered(items)
    amounts = [charge(ITEMS, quantity, cases[:n]).fee.amount for n in range(len(cases) + 1)]
    assert amounts == sorted(amounts)
    assert charge(ITEMS, quantity + 1, cases).fee.amount >= amounts[-1]


@given(st.integers(0, 400), st.integers(0, 400), st.sampled_from(FeeBasis))
def test_a_part_of_a_fee_is_the_difference_and_its_steps_add_up(after, more, basis):
    part = compute_fee(basis, after + more, after=after)
    whole, before = compute_fee(basis, after + more), compute_fee(basis, after)
    assert part.amount == whole.amount - before.amount
    assert sum(step.units for step in part.steps) == more
    assert [step.first for step in part.steps[:1]] == [after + 1][:more]


def test_beyond_what_the_tariff_computes_there_is_no_charge():
    most = TARIFFS[ITEMS].most
    assert charge(ITEMS, 1, numbered([most - 1])) is not None
    assert charge(ITEMS, 1, numbered([most])) is None
    assert charge(PAGES, TARIFFS[PAGES].most + 1, []) is None
    with pytest.raises(ValueError, match="between 3"):
        compute_fee(ITEMS, 2, after=3)
