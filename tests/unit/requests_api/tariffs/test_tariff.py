"""The fee of 国办函〔2020〕109号: the published table, and what holds for every quantity."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from requests_api.tariffs.schemas import FeePreviewIn, FeePreviewOut
from requests_api.tariffs.tariff import TARIFFS, FeeBasis, compute_fee

PAGES, ITEMS = FeeBasis.PAGES, FeeBasis.ITEMS


@pytest.mark.parametrize(
    ("basis", "quantity", "yuan"),
    [
        (PAGES, 0, 0),
        (PAGES, 30, 0),
        (PAGES, 31, 10),
        (PAGES, 100, 700),
        (PAGES, 101, 720),
        (PAGES, 200, 2_700),
        (PAGES, 201, 2_740),
        (PAGES, 1_500, 54_700),
        (PAGES, 2_219, 83_460),
        (ITEMS, 0, 0),
        (ITEMS, 10, 0),
        (ITEMS, 11, 100),
        (ITEMS, 30, 2_000),
        (ITEMS, 31, 2_200),
        (ITEMS, 40, 4_000),
        (ITEMS, 41, 4_300),
        (ITEMS, 50, 7_000),
        (ITEMS, 51, 7_400),
    ],
)
def test_the_fee_is_that_of_the_published_table(basis, quantity, yuan):
    assert compute_fee(basis, quantity).amount == Decimal(yuan)


def test_steps_name_the_units_and_the_price_they_cost():
    steps = compute_fee(ITEMS, 43).steps
    assert [(s.first, s.last, s.units, s.unit_price, s.amount) for s in steps] == [
        (1, 10, 10, 0, 0),
        (11, 30, 20, 100, 2000),
        (31, 40, 10, 200, 2000),
        (41, 43, 3, 300, 900),
    ]
    assert steps[-1].label == "第41至43件，每件300元"


def test_the_answer_is_exact_to_the_cent_and_keeps_its_names():
    answer = FeePreviewOut.of(compute_fee(PAGES, 150)).model_dump(mode="json", by_alias=True)
    assert answer["amount"] == "1700.00"
    assert answer["currency"] == "CNY"
    assert answer["steps"][-1] == {
        "from": 101,
        "to": 150,
        "units": 50,
        "unit_price": "20.00",
        "amount": "1000.00",
        "label": "第101至150页，每页20元",
    }


def test_no_pages_cost_nothing_and_have_no_steps():
    answer = FeePreviewOut.of(compute_fee(PAGES, 0)).model_dump(mode="json", by_alias=True)
    assert answer == {"amount": "0.00", "currency": "CNY", "steps": []}


@st.composite
def quantities(draw):
    basis = draw(st.sampled_from(FeeBasis))
    return basis, draw(st.integers(0, min(TARIFFS[basis].most, 20_000) - 1))


@settings(max_examples=60)
@given(quantities())
def test_one_unit_more_costs_its_own_price_and_never_less_than_the_one_before(case):
    basis, quantity = case
    less, more = compute_fee(basis, quantity), compute_fee(basis, quantity + 1)
    last_price = more.steps[-1].unit_price
    assert more.amount - less.amount == last_price
    assert not less.steps or last_price >= less.steps[-1].unit_price


@settings(max_examples=60)
@given(quantities())
def test_steps_cover_each_unit_once_and_add_up_to_the_fee(case):
    basis, quantity = case
    fee = compute_fee(basis, quantity)
    assert sum(s.amount for s in fee.steps) == fee.amount
    assert sum(s.units for s in fee.steps) == quantity
    ends = [0, *(s.last for s in fee.steps)]
    assert [s.first for s in fee.steps] == [end + 1 for end in ends[:-1]]


@pytest.mark.parametrize("basis", FeeBasis)
def test_the_bands_of_a_tariff_leave_no_gap(basis):
    bands = TARIFFS[basis].bands
    assert bands[0].first == 1
    assert [b.first for b in bands[1:]] == [b.last + 1 for b in bands[:-1]]
    assert bands[-1].last is None


@pytest.mark.parametrize("basis", FeeBasis)
def test_the_largest_quantity_is_answered_and_the_next_is_not(basis):
    most = TARIFFS[basis].most
    assert compute_fee(basis, most).steps[-1].last == most
    for outside in (-1, most + 1):
        with pytest.raises(ValueError, match="quantity"):
            compute_fee(basis, outside)
        with pytest.raises(ValidationError) as refused:
            FeePreviewIn.model_validate({"basis": basis, "quantity": outside})
        assert refused.value.errors()[0]["loc"] == ("quantity",)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"basis": "pages"},
        {"basis": "kilograms", "quantity": 1},
        {"basis": "pages", "quantity": "1500"},
        {"basis": "pages", "quantity": 1500.0},
        {"basis": "pages", "quantity": True},
        {"basis": "pages", "quantity": None},
        {"basis": "pages", "quantity": 10**400},
        {"basis": "pages", "quantity": 1, "discount": 1},
        [],
        None,
    ],
)
def test_what_is_no_quantity_is_refused(body):
    with pytest.raises(ValidationError):
        FeePreviewIn.model_validate(body)
