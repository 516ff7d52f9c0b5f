"""Nothing is left out by dealing it out."""

from hypothesis import given
from hypothesis import strategies as st

from tests.depth import Deal, is_deep


@given(st.lists(st.integers(), max_size=30), st.integers(1, 6))
def test_the_first_of_a_kind_gets_everything_and_the_others_everything_between_them(values, share):
    deal = Deal(share)
    assert list(deal.of(values, "kind")) == values
    dealt = [value for _ in range(share) for value in deal.of(values, "kind")]
    assert sorted(dealt) == sorted(values * (share if is_deep() else 1))
    assert list(deal.of(values, "another kind")) == values
