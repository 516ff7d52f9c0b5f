"""What a case says of its term and stage once it is answered or ended."""

from tests.integration.requests_api.office_desk import REPLY


async def test_after_a_reply_the_day_that_held_stays_visible(desk):
    case = await desk.key_in()
    assert (case["due_on"] is None, case["was_due_on"]) == (False, None)
    await desk.done(f"/cases/{case['id']}/registration")
    await desk.replied(case["id"], reply=REPLY)
    shown = await desk.read(case["id"])
    assert (shown["due_on"], shown["was_due_on"]) == (None, case["due_on"])
    (listed,) = (await desk.get("/cases", number=shown["number"])).json()["items"]
    assert listed["was_due_on"] == case["due_on"]
    (item,) = (await desk.get("/worklist", number=shown["number"])).json()["items"]
    assert (item["due_on"], item["was_due_on"]) == (None, case["due_on"])


async def test_the_applicant_sees_arrival_and_the_day_that_held(desk, client):
    case_id, receipt = await desk.filed()
    path = f"/requests/v1/applications/{receipt['receipt_number']}"
    code = {"Gongkai-Access-Code": receipt["access_code"]}
    before = (await client.get(path, headers=code)).json()
    assert (before["arrived_on"], before["received_on"]) == (receipt["arrived_on"], None)
    body = {"confirmed_on": desk.today(), "means": "phone"}
    due_on = (await desk.done(f"/cases/{case_id}/confirmation", body))["due_on"]
    await desk.done(f"/cases/{case_id}/registration")
    await desk.replied(case_id)
    after = (await client.get(path, headers=code)).json()
    assert (after["due_on"], after["was_due_on"]) == (None, due_on)
    assert (after["stage"], after["stage_label"]) == ("reply", "答复")


async def test_what_is_withdrawn_keeps_its_day_and_is_not_filed_either(desk):
    case = await desk.key_in()
    body = {"withdrawn_on": desk.today()}
    await desk.done(f"/cases/{case['id']}/withdrawal", body)
    shown = await desk.read(case["id"])
    assert (shown["was_due_on"], shown["stage"]) == (case["due_on"], "handling")


async def test_no_state_says_that_a_file_is_archived(client):
    codes = (await client.get("/requests/v1/codes")).json()
    assert "archive" in {stage["code"] for stage in codes["case_stages"]}
    assert "archive" not in {state["stage"] for state in codes["case_states"]}
