"""Who approves at which level: by a table, and by properties over any chain and any office."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.auth.principal import Permission, Principal, Role, roles_allowing
from gongkai.time import PlatformClock
from requests_api.approval_chains.levels import (
    Approvals,
    Bar,
    Given,
    Level,
    Mandate,
    repeated,
)
from requests_api.approval_chains.schemas import LevelIn

OWN = UUID(int=1)
APPROVERS = roles_allowing(Permission.CASES_APPROVE)
HEAD, LEADER = Level(Role.HEAD), Level(Role.LEADER)


def person(subject, *roles, instead=()):
    return Principal(
        issuer="https://id.example",
        subject=subject,
        name=subject,
        organ_id=OWN,
        roles=frozenset(roles),
        scopes=frozenset(),
        expires_at=PlatformClock().now(),
        stands_in_for=frozenset(instead),
    )


HE, LEI = person("he", "head"), person("lei", "leader")
FOR_LEI = person("he", "head", instead=[("lei", "leader")])


@pytest.mark.parametrize(
    ("levels", "given", "caller", "judged"),
    [
        ([HEAD], [], HE, Mandate()),
        ([HEAD], [], LEI, Mandate()),
        ([LEADER], [], HE, Bar.OF_ANOTHER),
        ([HEAD, LEADER], [], LEI, Bar.OF_ANOTHER),
        ([HEAD, LEADER], [("he", None)], LEI, Mandate()),
        ([HEAD, LEADER], [("he", None)], HE, Bar.REPEATS),
        ([HEAD, LEADER], [("he", None)], FOR_LEI, Bar.REPEATS),
        ([LEADER], [], FOR_LEI, Mandate("lei")),
        ([HEAD], [], FOR_LEI, Mandate()),
        ([LEADER, HEAD], [("zhao", "lei")], LEI, Bar.REPEATS),
        ([LEADER, LEADER], [("lei", None)], FOR_LEI, Bar.OF_ANOTHER),
        ([Level(Role.HEAD, "he")], [], HE, Mandate()),
        ([Level(Role.HEAD, "other")], [], HE, Bar.OF_ANOTHER),
        ([Level(Role.HEAD, "other")], [], LEI, Bar.OF_ANOTHER),
        ([Level(Role.LEADER, "lei")], [], FOR_LEI, Mandate("lei")),
        ([HEAD], [("lei", None)], HE, Bar.OF_ANOTHER),
    ],
)
def test_who_approves_at_a_level(levels, given, caller, judged):
    approvals = Approvals(tuple(levels), tuple(Given(*one) for one in given))
    assert approvals.judge(caller, "drafter") == judged


def test_nobody_stands_in_for_who_drafted_the_reply():
    drafted_by_lei = Approvals((LEADER,)).judge(FOR_LEI, "lei")
    assert drafted_by_lei is Bar.OF_ANOTHER


def test_who_may_approve_replies_can_stand_at_a_level():
    roles = LevelIn.model_json_schema()["properties"]["role"]["enum"]
    assert set(roles) == APPROVERS


SUBJECTS = st.sampled_from("abcdef")
ROLES = st.sampled_from(sorted(APPROVERS))
LEVELS = st.lists(st.builds(Level, ROLES, st.none() | SUBJECTS), min_size=1, max_size=5)
CALLERS = st.builds(
    lambda subject, roles, instead: person(subject, *roles, instead=instead),
    SUBJECTS,
    st.sets(ROLES, min_size=1),
    st.sets(st.tuples(SUBJECTS, ROLES), max_size=3),
)


@given(LEVELS, st.lists(CALLERS, max_size=30), SUBJECTS)
def test_however_it_goes_two_people_at_least_stand_behind_a_reply(levels, callers, drafter):
    approvals = Approvals(tuple(levels))
    for caller in callers:
        if approvals.next_level is None or caller.actor == drafter:
            continue  # the step itself is closed to who drafted
        judged = approvals.judge(caller, drafter)
        if isinstance(judged, Mandate):
            given = (*approvals.given, Given(caller.actor, judged.instead_of))
            approvals = Approvals(approvals.levels, given)
    spoken = [p for one in approvals.given for p in (one.by, one.instead_of) if p is not None]
    assert len(set(spoken)) == len(spoken), "nobody approves two levels, not through another either"
    assert drafter not in spoken
    for level, one in zip(levels, approvals.given, strict=False):
        assert level.by in {None, one.instead_of or one.by}
    assert approvals.number == len(approvals.given) + 1


@given(LEVELS)
def test_a_chain_that_names_somebody_twice_says_where(levels):
    named = [level.by for level in levels if level.by]
    place = repeated(levels)
    assert (place is None) == (len(set(named)) == len(named))
    assert place is None or levels[place].by in [level.by for level in levels[:place]]
