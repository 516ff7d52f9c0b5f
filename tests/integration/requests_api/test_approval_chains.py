"""Approval by levels: decided by an organ, taken with the draft, gone through by several people."""

from datetime import timedelta

import pytest
import pytest_asyncio

from gongkai.auth.principal import Role
from requests_api.replies.models import CONTENT, Reply
from tests.integration.requests_api.office_desk import REPLY

HEAD_THEN_LEADER = [{"role": "head"}, {"role": "leader"}]


@pytest.fixture
def away(desk):
    """Members that say somebody is absent today, with who stands in."""

    def members(substitute=None, first=0, last=3):
        today = desk.clock.today()
        return {
            "absent_from": today + timedelta(first),
            "absent_until": today + timedelta(last),
            "substitute": substitute,
        }

    return members


@pytest_asyncio.fixture(loop_scope="session")
async def chain(desk):
    """Decides the chain of the own organ for one test."""

    yield desk.decide_chain
    await desk.decide_chain({"role": "head"})


async def in_approval(desk, **draft):
    case_id = await desk.registered()
    await desk.done(f"/cases/{case_id}/reply", REPLY, **draft)
    await desk.done(f"/cases/{case_id}/reply/submission")
    return case_id


async def approve(desk, case_id, role=Role.HEAD, subject=None, **body):
    return await desk.post(f"/cases/{case_id}/reply/approval", body, role=role, subject=subject)


async def head_of(desk, path, role, body=None):
    """The head that a step answers with, without the file."""
    case_id = path.split("/")[2]
    headers = {**desk.headers(role), "If-Match": desk.etags[case_id]}
    answer = await desk.client.post(f"/requests/v1{path}", json=body, headers=headers)
    assert answer.is_success, answer.text
    desk.etags[case_id] = answer.headers["etag"]
    return answer.json()


async def test_where_nothing_is_decided_one_approval_is_enough(desk, organs):
    other = organs.other
    path = f"/requests/v1/approval-chains/{other}"
    answer = await desk.client.get(path, headers=desk.headers(Role.CLERK, other))
    assert (answer.status_code, answer.headers["etag"]) == (200, '"v0"')
    (level,) = answer.json()["levels"]
    assert (level["role"], level["role_label"], level["by"]) == ("head", "工作机构负责人", None)
    assert answer.json()["organ_name"] == "乙局"
    for role in (Role.HEAD, Role.LEADER):
        case_id = await in_approval(desk)
        assert (await approve(desk, case_id, role)).json()["state"] == "approved"


async def test_a_reply_goes_through_every_level_and_each_names_the_next(desk, chain):
    await chain(*HEAD_THEN_LEADER)
    case_id = await desk.registered()
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    handed_in = await head_of(desk, f"/cases/{case_id}/reply/submission", Role.CLERK)
    first = handed_in["next_approval"]
    assert (first["level"], first["of"], first["role"]) == (1, 2, "head")
    half = await head_of(desk, f"/cases/{case_id}/reply/approval", Role.HEAD, {})
    assert half["state"] == "in_approval"
    assert (half["next_approval"]["level"], half["next_approval"]["role"]) == (2, "leader")
    file = await desk.read(case_id)
    assert file["reply"]["approved_by"] is None
    assert file["reply"]["next_approval"] == half["next_approval"]
    given = [(one["approved_by"], one["approved_on"]) for one in file["reply"]["approval_levels"]]
    assert given == [("head", desk.today()), (None, None)]
    (item,) = (await desk.get("/worklist", number=file["receipt_number"])).json()["items"]
    assert item["next_approval"] == half["next_approval"]
    early = await desk.post(f"/cases/{case_id}/reply/issuance", {"issued_on": desk.today()})
    assert early.status_code == 409
    done = await head_of(desk, f"/cases/{case_id}/reply/approval", Role.LEADER, {})
    assert (done["state"], done["next_approval"]) == ("approved", None)
    file = await desk.read(case_id)
    assert (file["reply"]["approved_by"], file["reply"]["next_approval"]) == ("leader", None)
    assert [one["approved_by"] for one in file["reply"]["approval_levels"]] == ["head", "leader"]
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    level, last = (e for e in events if e["type"] in {"level_approved", "reply_approved"})
    assert level["data"]["text_digest"] == last["data"]["text_digest"]
    assert (await desk.get(f"/cases/{case_id}/events/verification")).json()["valid"] is True
    await desk.done(f"/cases/{case_id}/reply/issuance", {"issued_on": desk.today()})


async def test_nobody_approves_two_levels_and_no_level_of_another(desk, chain):
    await chain({"role": "head"}, {"role": "head"})
    case_id = await in_approval(desk)
    await approve(desk, case_id, subject="head-a")
    case = await desk.read(case_id)
    again = await approve(desk, case_id, subject="head-a")
    assert (again.status_code, again.json()["code"]) == (403, "approver_repeats")
    refusals = await desk.get(f"/cases/{case_id}/refusals", role=Role.HEAD)
    assert "approver_repeats" in refusals.text, "a refusal is on record"
    assert (await desk.read(case_id)) == case
    assert (await approve(desk, case_id, subject="head-b")).json()["state"] == "approved"
    await chain(*HEAD_THEN_LEADER)
    case_id = await in_approval(desk)
    out_of_turn = await approve(desk, case_id, Role.LEADER)
    assert (out_of_turn.status_code, out_of_turn.json()["code"]) == (403, "approval_of_another")
    offered = (await desk.read(case_id, role=Role.LEADER))["available_actions"]
    assert "approve" not in offered
    assert "return" in offered
    actions = (await desk.get(f"/cases/{case_id}/actions", role=Role.LEADER)).json()["items"]
    (action,) = (one for one in actions if one["code"] == "approve")
    assert action["why_not"]["code"] == "approval_of_another"


async def test_a_head_who_drafted_approves_no_level(desk, chain):
    await chain(*HEAD_THEN_LEADER)
    case_id = await in_approval(desk, role=Role.HEAD, subject="head-c")
    own = await approve(desk, case_id, subject="head-c")
    assert (own.status_code, own.json()["code"]) == (403, "approver_is_drafter")
    assert (await approve(desk, case_id, subject="head-d")).is_success


async def test_a_level_of_one_person_is_nobody_elses(desk, chain, tell):
    await tell("head-e", "head")
    shown = await chain({"role": "head", "by": "head-e"})
    assert shown["levels"][0]["by_name"] == "样例head-e"
    case_id = await in_approval(desk)
    named = (await desk.read(case_id))["reply"]["next_approval"]
    assert (named["by"], named["by_name"]) == ("head-e", "样例head-e")
    for role in (Role.HEAD, Role.LEADER):
        assert (await approve(desk, case_id, role)).json()["code"] == "approval_of_another"
    assert (await approve(desk, case_id, subject="head-e")).json()["state"] == "approved"


async def test_who_stands_in_approves_in_the_place_of_who_is_absent(desk, chain, tell, away):
    await tell("leader-f", "leader", **away("head-f"))
    await tell("head-f", "head")
    await chain({"role": "head"}, {"role": "leader", "by": "leader-f"})
    case_id = await in_approval(desk)
    await approve(desk, case_id, subject="head-g")
    headers = desk.headers(Role.HEAD, subject="head-f")
    file = (await desk.client.get(f"/requests/v1/cases/{case_id}", headers=headers)).json()
    assert "approve" in file["available_actions"]
    listed = await desk.client.get(
        "/requests/v1/worklist", params={"number": file["receipt_number"]}, headers=headers
    )
    assert "approve" in listed.json()["items"][0]["available_actions"]
    assert "approve" not in (await desk.read(case_id, role=Role.HEAD))["available_actions"]
    approved = (await approve(desk, case_id, subject="head-f")).json()
    assert approved["state"] == "approved"
    last = approved["reply"]["approval_levels"][1]
    assert (last["approved_by"], last["instead_of"]) == ("head-f", "leader-f")
    assert (last["approved_by_name"], last["instead_of_name"]) == ("样例head-f", "样例leader-f")
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    assert events[-1]["data"]["instead_of"] == "leader-f"


@pytest.mark.parametrize(
    ("absence", "stands_in"), [((1, 3), False), ((-3, -1), False), ((-3, 0), True), ((0, 0), True)]
)
async def test_standing_in_begins_and_ends_with_the_absence(
    desk, chain, tell, away, absence, stands_in
):
    await tell("leader-h", "leader", **away("head-h", *absence))
    await tell("head-h", "head")
    await chain({"role": "leader"})
    case_id = await in_approval(desk)
    assert (await approve(desk, case_id, subject="head-h")).is_success is stands_in


async def test_standing_in_gives_no_authority_and_makes_one_person_not_two(desk, chain, tell, away):
    await tell("leader-i", "leader", **away("clerk-i"))
    await tell("clerk-i", "clerk")
    await chain({"role": "leader"})
    case_id = await in_approval(desk)
    clerk = await approve(desk, case_id, Role.CLERK, subject="clerk-i")
    assert (clerk.status_code, clerk.json()["code"]) == (403, "approval_needs_head")
    # Who drafted approves nothing through who stands in for them.
    await tell("head-j", "head", **away("leader-j"))
    await chain({"role": "leader", "by": None}, {"role": "head"})
    await tell("leader-j", "leader")
    case_id = await in_approval(desk, role=Role.HEAD, subject="head-j")
    assert (await approve(desk, case_id, Role.LEADER, subject="leader-k")).is_success
    # The leader may approve at a head's level in their own right, which is no standing in.
    done = (await approve(desk, case_id, Role.LEADER, subject="leader-j")).json()
    assert done["reply"]["approval_levels"][1]["instead_of"] is None


async def test_a_returned_draft_begins_anew_at_the_first_level(desk, chain):
    await chain(*HEAD_THEN_LEADER)
    case_id = await in_approval(desk)
    await approve(desk, case_id)
    body = {"reason": "文号有误"}
    returned = await desk.done(f"/cases/{case_id}/reply/return", body, role=Role.LEADER)
    assert (returned["state"], returned["reply"]["approval_levels"]) == ("drafted", [])
    again = await desk.done(f"/cases/{case_id}/reply/submission")
    assert again["reply"]["next_approval"]["level"] == 1
    assert (await approve(desk, case_id, Role.LEADER)).status_code == 403
    await approve(desk, case_id)
    assert (await approve(desk, case_id, Role.LEADER)).json()["state"] == "approved"


async def test_a_chain_decided_meanwhile_changes_nothing_of_one_that_has_begun(desk, chain):
    await chain(*HEAD_THEN_LEADER)
    long = await in_approval(desk)
    await chain({"role": "head"})
    short = await in_approval(desk)
    await chain({"role": "head"}, {"role": "head"}, {"role": "leader"})
    assert (await approve(desk, long)).json()["state"] == "in_approval"
    assert (await approve(desk, long, Role.LEADER)).json()["state"] == "approved"
    assert (await approve(desk, short)).json()["state"] == "approved"


async def test_the_day_that_counts_is_that_of_the_last_level(desk, chain):
    await chain(*HEAD_THEN_LEADER)
    days = {n: str(desk.ago(n)) for n in (1, 2, 3)}
    case_id = await desk.registered(arrived_on=str(desk.ago(4)))
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    await desk.done(f"/cases/{case_id}/reply/submission")
    paper = {"paper": "测试柜"}
    bare = await approve(desk, case_id, approved_on=days[2])
    assert bare.json()["code"] == "paper_required"
    await approve(desk, case_id, approved_on=days[2], **paper)
    early = await approve(desk, case_id, Role.LEADER, approved_on=days[3], **paper)
    assert (early.status_code, early.json()["code"]) == (422, "date_out_of_order")
    case = (await approve(desk, case_id, Role.LEADER, approved_on=days[1], **paper)).json()
    awaiting = [entry["seq"] for entry in case["late_entries"] if entry["awaits_confirmation"]]
    assert len(awaiting) == 2, (
        "what was approved on paper waits for a second person, at every level"
    )
    for seq in awaiting:
        path = f"/cases/{case_id}/events/{seq}/confirmation"
        body = {"reason": "核对纸质材料"}
        await desk.done(path, body, role=Role.LEADER, subject="leader-l")
    before = await desk.post(f"/cases/{case_id}/reply/issuance", {"issued_on": days[2]})
    assert before.json()["code"] == "date_out_of_order"
    body = {"issued_on": days[1], **paper}
    assert (await desk.done(f"/cases/{case_id}/reply/issuance", body))["state"] == "replied"


async def test_another_text_than_the_first_level_approved_goes_back(desk, chain, office):
    await chain(*HEAD_THEN_LEADER)
    case_id = await in_approval(desk)
    reply_id = (await approve(desk, case_id)).json()["reply"]["id"]
    async with office.database.unit_of_work() as session:
        reply = await session.get(Reply, reply_id)
        reply.content = CONTENT.seal(office.keys, "换了一个字", reply.id)
    refused = await approve(desk, case_id, Role.LEADER)
    assert (refused.status_code, refused.json()["code"]) == (409, "approved_text_changed")
    body = {"reason": "文本已变"}
    await desk.done(f"/cases/{case_id}/reply/return", body, role=Role.LEADER)


async def test_a_chain_that_cannot_end_is_told_when_the_draft_is_handed_in(desk, chain, tell):
    await tell("head-m", "head")
    await chain({"role": "head", "by": "head-m"})
    case_id = await desk.registered()
    await desk.done(f"/cases/{case_id}/reply", REPLY, role=Role.HEAD, subject="head-m")
    drafter = await desk.post(f"/cases/{case_id}/reply/submission")
    assert (drafter.status_code, drafter.json()["code"]) == (409, "chain_unusable")
    assert drafter.json()["level"] == 1
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    await tell("head-m", "head", active=False)
    gone = await desk.post(f"/cases/{case_id}/reply/submission")
    assert (gone.status_code, gone.json()["code"]) == (409, "chain_unusable")
    assert (await desk.read(case_id))["state"] == "drafted"
