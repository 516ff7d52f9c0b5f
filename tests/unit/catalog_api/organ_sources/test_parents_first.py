"""The order of a bulk upsert: parents before their children, however they came."""

from hypothesis import given
from hypothesis import strategies as st

from catalog_api.organ_sources.schemas import BulkItem
from catalog_api.organ_sources.service import parents_first

NAMES = "abcdefgh"


def item(external_id, parent=None, source="s"):
    return BulkItem(
        source=source,
        external_id=external_id,
        parent_external_id=parent,
        name="局",
        kind="department",
        level="county",
    )


def test_a_child_waits_for_its_parent_and_a_circle_ends():
    assert parents_first([item("c", "b"), item("b", "a"), item("a")]) == [2, 1, 0]
    assert sorted(parents_first([item("a", "b"), item("b", "a")])) == [0, 1]
    assert parents_first([item("a", "b"), item("b", source="other")]) == [0, 1]


def test_a_chain_longer_than_the_recursion_limit_is_ordered():
    items = [item(str(n), str(n + 1)) for n in range(3000)]
    assert parents_first(items) == list(reversed(range(3000)))


@given(st.permutations(range(len(NAMES))), st.data())
def test_every_item_is_taken_once_and_after_its_parent(order, data):
    parent_of = {
        index: data.draw(st.none() | st.integers(0, index - 1)) if index else None
        for index in range(len(NAMES))
    }
    items = [
        item(NAMES[index], None if parent_of[index] is None else NAMES[parent_of[index]])
        for index in order
    ]
    taken = parents_first(items)
    assert sorted(taken) == list(range(len(items)))
    place = {items[index].external_id: at for at, index in enumerate(taken)}
    for one in items:
        if one.parent_external_id is not None:
            assert place[one.parent_external_id] < place[one.external_id]
