"""A correction that comes while the text is approved calls it back: it answers what was asked."""

import pytest

from gongkai.auth.principal import Role
from tests.integration.requests_api.office_desk import REPLY

UNCLEAR = ["请写明文件名称"]


async def awaiting(desk, state):
    """A case in that state whose correction was asked for after its term, which stops nothing."""
    case_id = await desk.registered(arrived_on=str(desk.ago(25)))
    notice = {"notified_on": desk.today(), "items": UNCLEAR}
    await desk.done(f"/cases/{case_id}/correction-notice", notice)
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    if state != "drafted":
        await desk.done(f"/cases/{case_id}/reply/submission")
    if state == "approved":
        await desk.done(f"/cases/{case_id}/reply/approval", role=Role.HEAD)
    case = await desk.read(case_id)
    assert (case["state"], case["waiting_for"]) == (state, [])
    return case_id


async def corrected(desk, case_id):
    body = {"received_on": desk.today(), "title": "测试文件二"}
    return await desk.done(f"/cases/{case_id}/correction", body)


@pytest.mark.parametrize("state", ["drafted", "in_approval", "approved"])
async def test_a_correction_calls_the_text_back_until_it_is_drafted_anew(desk, state):
    case_id = await awaiting(desk, state)
    case = await corrected(desk, case_id)
    assert case["state"] == "drafted"
    assert not {"submit", "approve", "issue"} & {*case["available_actions"]}
    refused = await desk.post(f"/cases/{case_id}/reply/submission")
    assert (refused.status_code, refused.json()["why"]) == (409, "draft_before_correction")
    for step, role in (("approval", Role.HEAD), ("issuance", Role.CLERK)):
        body = {"issued_on": desk.today()} if step == "issuance" else None
        refused = await desk.post(f"/cases/{case_id}/reply/{step}", body, role=role)
        assert refused.status_code == 409, step
    await desk.replied(case_id)
    case = await desk.read(case_id)
    assert (case["state"], case["reply"]["draft"]) == ("replied", 2)


async def test_who_approved_the_former_text_approves_the_new_one_from_the_first_level(desk):
    levels = [{"role": "head"}, {"role": "leader"}]
    await desk.decide_chain(*levels)
    try:
        case_id = await awaiting(desk, "in_approval")
        case = await desk.done(f"/cases/{case_id}/reply/approval", role=Role.HEAD)
        assert (case["state"], case["reply"]["next_approval"]["level"]) == ("in_approval", 2)
        await corrected(desk, case_id)
        await desk.done(f"/cases/{case_id}/reply", REPLY)
        case = await desk.done(f"/cases/{case_id}/reply/submission")
        assert case["reply"]["next_approval"]["level"] == 1
    finally:
        await desk.decide_chain({"role": "head"})


async def test_the_applicants_own_correction_calls_it_back_too(desk):
    case_id, receipt = await desk.filed()
    await desk.done(
        f"/cases/{case_id}/confirmation", {"confirmed_on": desk.today(), "means": "phone"}
    )
    await desk.done(f"/cases/{case_id}/registration")
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    await desk.done(
        f"/cases/{case_id}/correction-notice", {"notified_on": desk.today(), "items": UNCLEAR}
    )
    answer = await desk.client.post(
        f"/requests/v1/applications/{receipt['receipt_number']}/correction",
        json={"title": "测试文件三"},
        headers={"Gongkai-Access-Code": receipt["access_code"]},
    )
    assert answer.is_success, answer.text
    await desk.read(case_id)
    refused = await desk.post(f"/cases/{case_id}/reply/submission")
    assert (refused.status_code, refused.json()["why"]) == (409, "draft_before_correction")


async def test_a_draft_behind_the_correction_is_handed_in(desk):
    case_id = await awaiting(desk, "drafted")
    await corrected(desk, case_id)
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    assert (await desk.done(f"/cases/{case_id}/reply/submission"))["state"] == "in_approval"
