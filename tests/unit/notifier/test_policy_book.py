"""Which policy holds for a deadline: the most specific one, always the same, and it says why."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from gongkai.contracts import Service
from notifier.policies.book import Criterion, PolicyBook, Traits
from notifier.policies.policy import AppliesTo, default_policy

ROOT, OFFICE, FOREIGN = (UUID(int=n) for n in (1, 2, 3))
TRAITS = Traits("DL-01", Service.REQUESTS, (ROOT, OFFICE), "county")


def policy(code, **applies_to):
    return default_policy().model_copy(update={"code": code, "applies_to": AppliesTo(**applies_to)})


def chosen(*policies, day=date(2026, 1, 5), traits=TRAITS):
    return PolicyBook.on(day, policies).choose(traits)


def test_without_any_the_shipped_one_holds_for_everything():
    found = chosen()
    assert (found.policy, found.why) == (default_policy(), ())


def test_rule_before_organ_before_level_before_source():
    ordered = [
        policy("d", rules=("DL-01",)),
        policy("c", organs=(ROOT,)),
        policy("b", levels=("county",)),
        policy("a", sources=(Service.REQUESTS,)),
    ]
    while ordered:
        found = chosen(*reversed(ordered))
        assert found.policy is ordered[0]
        ordered = ordered[1:]


def test_the_nearest_organ_wins():
    assert chosen(policy("a", organs=(ROOT,)), policy("b", organs=(OFFICE,))).policy.code == "b"


def test_every_condition_must_hold():
    book = (
        policy("a", rules=("DL-01",), organs=(FOREIGN,)),
        policy("b", rules=("DL-02",)),
        policy("c", sources=(Service.CATALOG,)),
        policy("d", levels=("province",)),
    )
    assert chosen(*book).policy is default_policy()


def test_an_unknown_level_is_none_of_those_named():
    traits = Traits("DL-01", Service.REQUESTS, (OFFICE,))
    assert chosen(policy("a", levels=("county",)), traits=traits).policy is default_policy()


def test_the_choice_says_by_what_it_was_made():
    found = chosen(policy("a", rules=("DL-01",), organs=(OFFICE,)))
    assert found.why == (Criterion.RULE, Criterion.ORGAN)


def test_days_of_validity_are_the_first_and_the_last():
    dated = policy("a").model_copy(
        update={"valid_from": date(2026, 1, 5), "valid_until": date(2026, 1, 6)}
    )
    held = [chosen(dated, day=date(2026, 1, day)).policy.code == "a" for day in (4, 5, 6, 7)]
    assert held == [False, True, True, False]


BOOKS = st.lists(
    st.builds(
        policy,
        st.sampled_from("abcdef"),
        rules=st.sampled_from([(), ("DL-01",), ("DL-02",)]),
        organs=st.sampled_from([(), (ROOT,), (OFFICE,), (FOREIGN,)]),
        sources=st.sampled_from([(), (Service.REQUESTS,)]),
    ),
    unique_by=lambda found: found.code,
)


@given(BOOKS, st.randoms())
def test_the_order_of_the_policies_changes_neither_choice_nor_edition(policies, random):
    shuffled = random.sample(policies, len(policies))
    day = date(2026, 1, 5)
    first, second = PolicyBook.on(day, policies), PolicyBook.on(day, shuffled)
    assert first.choose(TRAITS) == second.choose(TRAITS)
    assert first.edition == second.edition
