"""Extending the period of an answer (条例33): by whom, how long, until when."""

from datetime import timedelta

from gongkai.auth.principal import Role


async def test_an_extension_is_the_heads_once_and_within_the_cap(desk):
    received = desk.ago(5)
    case_id = await desk.registered(arrived_on=str(received))
    path = f"/cases/{case_id}/extension"
    body = {"working_days": 20, "approved_on": desk.today(), "notified_on": desk.today()}
    for role in (Role.CLERK, Role.LEADER):
        refused = await desk.post(path, body, role=role)
        assert (refused.status_code, refused.json()["code"]) == (403, "extension_needs_head")
    too_long = await desk.post(path, {**body, "working_days": 21}, role=Role.HEAD)
    assert (too_long.status_code, too_long.json()["cap_working_days"]) == (422, 20)
    assert (await desk.read(case_id))["extended"] is False
    extended = await desk.done(path, {**body, "working_days": 15}, role=Role.HEAD)
    assert extended["due_on"] == str(desk.calendar.nth_working_day_after(received, 35))
    assert "extend" not in extended["available_actions"]
    again = await desk.post(path, {**body, "working_days": 1}, role=Role.HEAD)
    assert (again.status_code, again.json()["code"]) == (409, "case_step_not_allowed")
    refusals = (await desk.get(f"/cases/{case_id}/refusals")).json()
    assert [(item["step"], item["actor"]) for item in refusals] == [
        ("extend", "clerk"),
        ("extend", "leader"),
    ]


async def test_the_record_says_what_an_extension_moved_and_the_applicant_why(desk, client):
    receipt = (await desk.file()).json()
    assert (receipt["received_on"], receipt["arrived_on"]) == (None, desk.today())
    listed = await desk.get("/cases", number=receipt["receipt_number"])
    case_id = listed.json()["items"][0]["id"]
    case = await desk.read(case_id)
    confirmed = {"confirmed_on": desk.today(), "means": "phone"}
    before = await desk.done(f"/cases/{case_id}/confirmation", confirmed)
    await desk.done(f"/cases/{case_id}/registration")
    body = {"working_days": 10, "approved_on": desk.today(), "notified_on": desk.today()}
    after = await desk.done(f"/cases/{case_id}/extension", body, role=Role.HEAD)
    event = (await desk.get(f"/cases/{case_id}/events")).json()[-1]
    assert (event["data"]["due_on_before"], event["data"]["due_on"]) == (
        before["due_on"],
        after["due_on"],
    )
    shown = await client.get(
        f"/requests/v1/applications/{case['receipt_number']}",
        headers={"Gongkai-Access-Code": receipt["access_code"]},
    )
    told = shown.json()
    assert (told["due_on"], told["due_on_basis"]) == (
        after["due_on"],
        "条例第33条：自收到申请之日起20个工作日内答复；延长10个工作日",
    )


async def test_one_after_the_period_is_refused_a_back_dated_one_counts_when_it_is_confirmed(desk):
    received = desk.ago(25)
    case_id = await desk.registered(arrived_on=str(received))
    due = desk.calendar.nth_working_day_after(received, 20)
    path = f"/cases/{case_id}/extension"
    body = {"working_days": 10, "approved_on": str(due)}
    before = await desk.read(case_id)
    late = await desk.post(
        path, {**body, "notified_on": str(due + timedelta(days=1))}, role=Role.HEAD
    )
    assert (late.status_code, late.json()["code"]) == (409, "extension_too_late")
    assert "draft" in late.json()["allowed_steps"]
    assert await desk.read(case_id) == before
    entered = await desk.done(path, {**body, "notified_on": str(due)}, role=Role.HEAD)
    assert (entered["due_on"], entered["extended"]) == (str(due), True)
    in_time = await desk.confirmed(case_id)
    assert in_time["due_on"] == str(desk.calendar.nth_working_day_after(received, 30))
