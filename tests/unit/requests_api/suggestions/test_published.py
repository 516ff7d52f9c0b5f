"""How alike titles are, and what is searched for."""

from hypothesis import given
from hypothesis import strategies as st

from requests_api.suggestions.published import LONGEST_QUERY, likeness, query_of


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_a_share_and_the_same_from_either_side(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 1


@given(st.text(max_size=300))
def test_a_query_is_no_longer_than_a_search_takes(title):
    assert len(query_of(title)) <= LONGEST_QUERY


def test_width_and_brackets_make_no_difference():
    assert likeness("示例〔2026〕1号文", "示例[2026]１号文") == 1
    assert likeness("规划许可", "年度预算") == 0
    assert likeness("规划许可公示", "规划许可") == 0.75
