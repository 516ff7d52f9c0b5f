"""Whose turn it is to approve a reply: a deadline for each level, which says who is asked."""

import pytest_asyncio

from gongkai.auth.principal import Role
from tests.integration.requests_api.office_desk import REPLY

RULE = "HOUSE-APPROVAL"


@pytest_asyncio.fixture(loop_scope="session")
async def chain(desk):
    """Decides the chain of the own organ for one test."""
    yield desk.decide_chain
    await desk.decide_chain({"role": "head"})


async def in_approval(desk):
    case_id = await desk.registered()
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    return case_id, await desk.done(f"/cases/{case_id}/reply/submission")


def turns(case):
    return [(each["ref"], each["state"]) for each in case["deadlines"] if each["rule"] == RULE]


async def told(desk, case):
    """What the feed tells of the case's levels now, by level; one row for each."""
    return {
        each["data"]["deadline_id"]: each
        for each in await desk.changes("deadlines")
        if each["data"]["rule"] == RULE and each["data"]["ref"]["id"] == case["id"]
    }


async def test_each_level_is_a_deadline_that_names_who_may_approve(desk, chain):
    await chain({"role": "head"}, {"role": "leader"})
    case_id, case = await in_approval(desk)
    reply_id = case["reply"]["id"]
    assert turns(case) == [(f"{reply_id}:1", "open")]
    (first,) = (await told(desk, case)).values()
    assert first["data"]["asked"] == {
        "roles": ["head"],
        "subject": None,
        "not_by": ["clerk"],
        "stand_in": ["head", "leader"],
    }
    assert first["data"]["due_on"] == case["due_on"]
    half = await desk.done(f"/cases/{case_id}/reply/approval", {}, role=Role.HEAD)
    assert turns(half) == [(f"{reply_id}:1", "met"), (f"{reply_id}:2", "open")]
    second = [each for each in (await told(desk, case)).values() if "asked" in each["data"]]
    assert [each["data"]["asked"]["roles"] for each in second] == [["leader"]]
    assert second[0]["data"]["asked"]["not_by"] == ["clerk", "head"]
    done = await desk.done(f"/cases/{case_id}/reply/approval", {}, role=Role.LEADER)
    assert turns(done) == [(f"{reply_id}:1", "met"), (f"{reply_id}:2", "met")]


async def test_what_is_returned_is_nobodys_turn_until_it_is_handed_in_again(desk):
    case_id, case = await in_approval(desk)
    returned = await desk.done(f"/cases/{case_id}/reply/return", {"reason": "再核"}, role=Role.HEAD)
    assert [state for _, state in turns(returned)] == ["void"]
    again = await desk.done(f"/cases/{case_id}/reply/submission")
    assert turns(again) == [(f"{case['reply']['id']}:1", "open")]
    (event,) = (await told(desk, case)).values()
    assert event["data"]["asked"]["roles"] == ["head", "leader"]


async def test_an_ended_case_is_nobodys_turn(desk):
    case_id, _ = await in_approval(desk)
    ended = await desk.done(f"/cases/{case_id}/withdrawal", {"withdrawn_on": desk.today()})
    assert [state for _, state in turns(ended)] == ["void"]
